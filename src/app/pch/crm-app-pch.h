/* Compiled once for all files of the window: the headers of GTK are longer than any of them. */
#pragma once

#include <adwaita.h>
