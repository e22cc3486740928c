/* Product: goods and services that are sold, with what their line on paper needs. */
#include "config.h"

#include "entities.h"

static const CrmChoice kinds[] = {
  { "goods", NC_ ("choice", "Goods") },
  { "service", NC_ ("choice", "Service") },
  { NULL },
};

static const CrmField fields[] = {
  { "name", NC_ ("field", "Name"), CRM_KIND_TEXT,
    CRM_FIELD_REQUIRED | CRM_FIELD_TITLE | CRM_FIELD_SEARCHED | CRM_FIELD_INDEXED |
        CRM_FIELD_LISTED | CRM_FIELD_NAMES,
    .aliases = "product|product name|product title|item|title|товар|название товара|наименование "
               "товара|наименование услуги|назва товару|назва послуги|nazwa produktu|nazwa "
               "usługi|наименование|наименование "
               "продукции|название|услуга|назва|послуга|nazwa|produkt|"
               "usługa|номенклатура" },
  { "article", NC_ ("field", "Article"), CRM_KIND_TEXT,
    CRM_FIELD_SEARCHED | CRM_FIELD_INDEXED | CRM_FIELD_KEY | CRM_FIELD_LISTED,
    .aliases = "sku|code|артикул|код|kod|indeks" },
  { "group", NC_ ("field", "Group"), CRM_KIND_REFERENCE, CRM_FIELD_LISTED, .target = "choice",
    .list = "product_group",
    .aliases = "series|category|categories|тип "
               "продукции|категория|группа|категорія|група|kategoria|grupa" },
  { "kind", NC_ ("field", "Kind"), CRM_KIND_CHOICE, CRM_FIELD_OPEN, .choices = kinds,
    .initial = "goods" },
  { "price", NC_ ("field", "Price"), CRM_KIND_PRICE, CRM_FIELD_LISTED,
    .aliases = "sales_price|ц. роз|regular price|unit price|cost|цена|цена, руб|розничная "
               "цена|стоимость|ціна|вартість|"
               "роздрібна ціна|cena|cena netto|cena jednostkowa" },
  { "price_wholesale", NC_ ("field", "Wholesale price"), CRM_KIND_PRICE, 0,
    .aliases = "wholesale|оптовая цена|цена оптовая|оптова ціна|ціна оптова|cena hurtowa" },
  { "price_dealer", NC_ ("field", "Dealer price"), CRM_KIND_PRICE, 0,
    .aliases = "дилерская цена|цена дилерская|дилерська ціна|ціна дилерська|cena dealerska" },
  { "currency", NC_ ("field", "Currency"), CRM_KIND_CHOICE, 0, .choices = crm_currencies,
    .aliases = "валюта|waluta" },
  { "vat_rate", NC_ ("field", "VAT rate"), CRM_KIND_CHOICE, CRM_FIELD_LISTED,
    .choices = crm_vat_rates, .aliases = "vat|ндс|пдв|stawka vat" },
  { "unit", NC_ ("field", "Unit"), CRM_KIND_TEXT, CRM_FIELD_LISTED,
    .aliases = "uom|ед|ед. изм.|ед. измерения|единица|единица измерения|од|од. виміру|одиниця "
               "виміру|одиниця|jm|jednostka" },
  { "unit_code", NC_ ("field", "Unit code (ОКЕИ)"), CRM_KIND_TEXT, 0, .aliases = "океи" },
  { "country", NC_ ("field", "Country of origin"), CRM_KIND_TEXT, 0 },
  { "barcode", NC_ ("field", "Barcode"), CRM_KIND_TEXT, CRM_FIELD_SEARCHED,
    .aliases = "ean|gtin|штрихкод" },
  { "active", NC_ ("field", "On sale"), CRM_KIND_YES_NO, 0, .initial = "yes" },
  { "note", NC_ ("field", "Description"), CRM_KIND_NOTE, 0,
    .aliases = "description|short description|описание|опис|opis" },
  { "external_id", NC_ ("field", "Number elsewhere"), CRM_KIND_TEXT,
    CRM_FIELD_KEY | CRM_FIELD_INDEXED, NC_ ("group", "Record"),
    .aliases = "id|product_id|idproduktu" },
  CRM_FIELD_CREATED,
  CRM_FIELD_CHANGED,
};

const CrmEntity crm_entity_product = {
  .code = 14,
  .name = "product",
  .label = NC_ ("entity", "Product"),
  .label_plural = NC_ ("entity", "Products"),
  .label_new = NC_ ("entity", "New product"),
  .purpose = NC_ ("purpose", "Goods and services you sell, with their prices and VAT rates."),
  .icon = "package-x-generic-symbolic",
  .fields = fields,
  .n_fields = G_N_ELEMENTS (fields),
  .sort = "name",
  .group_path = "group",
};
