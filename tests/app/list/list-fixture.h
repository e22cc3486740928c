/* What tests of lists share. */
#pragma once

#include "app-fixture.h"
#include "crm-list-page-private.h"

G_BEGIN_DECLS

/* A few companies of each sort that a list has to cope with. */
void list_add_companies (AppFixture *fixture);
/* @n companies, "Company 000000" and so on. */
void list_add_many (AppFixture *fixture, int n);
/* @n more, between those of list_add_many(). */
void list_add_between (AppFixture *fixture, int n);
CrmListPage *list_show_page (AppFixture *fixture, const char *entity, int width);
/* Until the page's question is answered wholly and drawn. */
void list_wait (CrmListPage *page);
void list_assert_titles (CrmListPage *page, const char *titles); /* joined by | */
/* The texts of all cells below a widget, joined by |. */
char *list_dup_cells (gpointer root);
/* As app_picture(); with $VORONKA_TEST_GRIM of the whole display, popovers too. */
void list_picture (AppFixture *fixture, const char *name);
void list_click (gpointer button); /* asserts that there is one */
void list_click_labelled (gpointer root, const char *label);
/* The label or line below a widget that shows this text, or one that begins so. */
GtkWidget *list_find_text (gpointer root, const char *text);
GtkWidget *list_find_prefix (gpointer root, const char *prefix);
gint64 list_get_id (CrmListPage *page, guint position);

G_END_DECLS
