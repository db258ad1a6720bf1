"""Which publishers' layouts are known exactly?

Each entry names the columns that make it what it is (`signature`; `a|b` are the names that one
column has had over the years), what its columns mean, and what its rows are. Names are compared
by their letters and digits alone. Sources: the download specifications of USAspending
(usaspending-api, column lists per award type), the data dictionaries of the portals named.
"""

from collections.abc import Mapping
from dataclasses import dataclass, field
from typing import Final

#: Names that say of a column that it holds numbers, codes, days or flags, and no words.
NUMBER_LIKE: Final = (
    r"(_code|_codes|_amount|_value|_uei|_duns|_number|_date|_year|_month|_key|_id|_zip_?4?"
    r"|_permalink|_cost|_obligations?|_cd_original|_cd_current|_zip|_phone_number)$"
    r"|(outlayed|obligated)_amount|_officer_\d_|_date_fiscal_year|_fips_|payemployee"
)


@dataclass(frozen=True)
class Rule:
    """A field told row by row by the cell of `column`: the first pattern that it matches decides.

    A value is a word for the field, or `=name` to take the cell of that column. A missing cell
    is compared as empty. `otherwise` stands where no pattern matches; None is unknown.
    """

    field: str
    column: str
    cases: tuple[tuple[str, str | None], ...]
    otherwise: str | None = None


@dataclass(frozen=True)
class KnownLayout:
    """One documented layout. `fields`: field -> the names its column has had, best first."""

    name: str
    signature: tuple[str, ...]
    fields: Mapping[str, str]
    constants: Mapping[str, str]
    rules: tuple[Rule, ...] = ()
    ignored: tuple[str, ...] = field(default=())


#: Yes/no columns about the vendor's ownership and about compliance: words without content.
_FLAG_WORDS: Final = """
    alaskan_native_corporation_owned_firm american_indian_owned_business
    indian_tribe_federally_recognized native_hawaiian_organization_owned_firm tribally_owned_firm
    veteran_owned_business service_disabled_veteran_owned_business woman_owned_business
    women_owned_small_business economically_disadvantaged_women_owned_small_business
    joint_venture_women_owned_small_business
    joint_venture_economic_disadvantaged_women_owned_small_bus minority_owned_business
    subcontinent_asian_asian_indian_american_owned_business asian_pacific_american_owned_business
    black_american_owned_business hispanic_american_owned_business native_american_owned_business
    other_minority_owned_business emerging_small_business
    community_developed_corporation_owned_firm labor_surplus_area_firm us_federal_government
    federally_funded_research_and_development_corp federal_agency us_state_government
    us_local_government city_local_government county_local_government
    inter_municipal_local_government local_government_owned municipality_local_government
    school_district_local_government township_local_government us_tribal_government
    foreign_government corporate_entity_not_tax_exempt corporate_entity_tax_exempt
    partnership_or_limited_liability_partnership sole_proprietorship small_agricultural_cooperative
    international_organization us_government_entity community_development_corporation
    domestic_shelter educational_institution foundation hospital_flag manufacturer_of_goods
    veterinary_hospital hispanic_servicing_institution receives_contracts
    receives_financial_assistance receives_contracts_and_financial_assistance airport_authority
    council_of_governments housing_authorities_public_tribal interstate_entity planning_commission
    port_authority transit_authority subchapter_scorporation limited_liability_corporation
    foreign_owned for_profit_organization nonprofit_organization
    other_not_for_profit_organization the_ability_one_program private_university_or_college
    state_controlled_institution_of_higher_learning 1862_land_grant_college
    1890_land_grant_college 1994_land_grant_college minority_institution
    historically_black_college tribal_college alaskan_native_servicing_institution
    native_hawaiian_servicing_institution school_of_forestry veterinary_college
    dot_certified_disadvantage self_certified_small_disadvantaged_business
    small_disadvantaged_business c8a_program_participant
    historically_underutilized_business_zone_hubzone_firm sba_certified_8a_joint_venture
    number_of_actions number_of_offers_received award_id_piid award_id_fain award_id_uri sai_number
    total_dollars_obligated total_obligated_amount base_and_exercised_options_value
    current_total_value_of_award base_and_all_options_value potential_total_value_of_award
    total_outlayed_amount_for_overall_award face_value_of_loan total_loan_subsidy_cost
    total_face_value_of_loan
"""
_FLAGS: Final = tuple(_FLAG_WORDS.split())

_USASPENDING: Final = {
    "buyer": "awarding_agency_name|awardingagencyname",
    "buyer_unit": "awarding_sub_agency_name|awardingsubtieragencyname",
    "supplier": "recipient_name|awardee_or_recipient_legal_entity_name",
    "supplier_id": "recipient_uei|recipient_duns|awardee_or_recipient_uei"
    "|awardee_or_recipient_unique_identifier",
    "title": "prime_award_base_transaction_description",
    "category": "product_or_service_code_description|cfda_title|cfda_numbers_and_titles"
    "|assistance_listing_title",
    "commodity_code": "product_or_service_code|cfda_number|assistance_listing_number",
    "fund": "treasury_accounts_funding_this_award",
    "place": "primary_place_of_performance_state_name|primary_place_of_performance_state_code",
}

_US_FEDERAL: Final = {"currency": "USD", "jurisdiction": "US"}

_KIND_OF_ACTION: Final = "modification_number|award_modification_amendment_number"

USASPENDING: Final = (
    KnownLayout(
        "USAspending subawards",
        ("subaward_number", "subaward_amount", "subawardee_name"),
        {
            "buyer": "prime_award_awarding_agency_name",
            "buyer_unit": "prime_award_awarding_sub_agency_name",
            "supplier": "subawardee_name",
            "supplier_id": "subawardee_uei|subawardee_duns",
            "title": "prime_award_base_transaction_description|prime_award_project_title",
            "description": "subaward_description",
            "amount": "subaward_amount",
            "date": "subaward_action_date",
            "date_other": "subaward_sam_report_last_modified_date"
            "|subaward_fsrs_report_last_modified_date",
            "contract_id": "prime_award_unique_key|prime_award_piid|prime_award_fain",
            "transaction_id": "subaward_number",
            "category": "prime_award_naics_description|prime_award_cfda_numbers_and_titles",
            "commodity_code": "prime_award_naics_code",
            "fund": "prime_award_treasury_accounts_funding_this_award",
            "place": "subaward_primary_place_of_performance_state_name",
        },
        {**_US_FEDERAL, "kind": "subaward", "amount_covers": "document", "date_kind": "awarded"},
        ignored=("prime_award_piid", "prime_award_parent_piid", "prime_award_fain"),
    ),
    KnownLayout(
        "SAM subaward reports",
        ("subawardreportid", "subawardamount", "subentitylegalbusinessname", "primeentityname"),
        {
            "buyer": "primeorganizationinfo_contracting_department_name",
            "buyer_unit": "primeorganizationinfo_contracting_agency_name",
            "supplier": "subentitylegalbusinessname",
            "supplier_id": "subentityuei",
            "title": "descriptionofrequirement",
            "description": "subawarddescription",
            "amount": "subawardamount",
            "date": "subawarddate",
            "date_other": "submitteddate",
            "contract_id": "primecontractkey|piid",
            "transaction_id": "subawardnumber",
            "commodity_code": "naics_code",
            "place": "sub_place_of_performance_state_name",
        },
        {**_US_FEDERAL, "kind": "subaward", "amount_covers": "document", "date_kind": "awarded"},
        ignored=("piid", "referencepiid", "totalcontractvalue", "subawardreportnumber"),
    ),
    KnownLayout(
        "USAspending contract transactions",
        ("award_id_piid|piid", "federal_action_obligation", _KIND_OF_ACTION, "action_date"),
        {
            **_USASPENDING,
            "description": "transaction_description|award_description",
            "amount": "federal_action_obligation",
            "date": "action_date",
            "contract_id": "contract_award_unique_key|award_id_piid|piid",
            "transaction_id": "contract_transaction_unique_key|transaction_unique_key",
        },
        {**_US_FEDERAL, "amount_covers": "obligation", "date_kind": "signed"},
        (Rule("kind", _KIND_OF_ACTION, ((r"^\s*0*\s*$", "contract"),), "amendment"),),
        ignored=_FLAGS,
    ),
    KnownLayout(
        "USAspending assistance transactions",
        ("award_id_fain|fain", "federal_action_obligation", _KIND_OF_ACTION, "action_date"),
        {
            **_USASPENDING,
            "description": "transaction_description|award_description",
            "amount": "federal_action_obligation",
            "date": "action_date",
            "contract_id": "assistance_award_unique_key|award_id_fain|fain",
            "transaction_id": "assistance_transaction_unique_key|transaction_unique_key",
        },
        {**_US_FEDERAL, "amount_covers": "obligation", "date_kind": "signed"},
        (Rule("kind", _KIND_OF_ACTION, ((r"^\s*0*\s*$", "award"),), "amendment"),),
        ignored=_FLAGS,
    ),
    KnownLayout(
        "USAspending award summaries",
        (
            "contract_award_unique_key|assistance_award_unique_key",
            "award_id_piid|award_id_fain",
            "total_obligated_amount|total_dollars_obligated",
            "recipient_name",
        ),
        {
            **_USASPENDING,
            "description": "prime_award_base_transaction_description|award_description",
            "title": "program_acronym",
            "amount": "total_obligated_amount|total_dollars_obligated",
            "date": "award_base_action_date",
            "date_other": "award_latest_action_date",
            "contract_id": "contract_award_unique_key|assistance_award_unique_key",
        },
        {
            **_US_FEDERAL,
            "kind": "contract",
            "amount_covers": "cumulative",
            "date_kind": "signed",
        },
        ignored=_FLAGS,
    ),
)

ELSEWHERE: Final = (
    KnownLayout(
        "UK central government spending (HM Treasury)",
        (
            "department_family|departmental_family",
            "entity",
            "expense_type",
            "expense_area",
            "supplier",
            "amount",
        ),
        {
            "buyer": "entity",
            "buyer_unit": "expense_area",
            "supplier": "supplier",
            "description": "description|narrative|item_text|invoice_description",
            "category": "expense_type",
            "amount": "amount",
            "date": "date",
            "transaction_id": "transaction_number",
            "contract_id": "contract_number",
        },
        {"kind": "payment", "date_kind": "paid", "currency": "GBP", "jurisdiction": "GB"},
        ignored=("vat_registration_number", "supplier_postcode", "postcode"),
    ),
    KnownLayout(
        "Canada proactive disclosure of contracts",
        ("reference_number", "procurement_id", "vendor_name", "contract_value", "amendment_value"),
        {
            "buyer": "owner_org_title|owner_org",
            "supplier": "vendor_name",
            "description": "description_en",
            "amount": "contract_value",
            "date": "contract_date",
            "date_other": "delivery_date",
            "contract_id": "procurement_id",
            "transaction_id": "reference_number",
            "category": "commodity_type|commodity_type_code",
            "commodity_code": "commodity_code",
        },
        {
            "kind": "contract",
            "amount_covers": "cumulative",
            "date_kind": "awarded",
            "currency": "CAD",
            "jurisdiction": "CA",
        },
        (
            Rule(
                "kind",
                "instrument_type|amendment_value",
                ((r"^\s*[CcSs]", "contract"), (r"^\s*[Aa]", "amendment"), (r"[1-9]", "amendment")),
                "contract",
            ),
        ),
        ignored=(
            "_id",
            "original_value",
            "amendment_value",
            "number_of_bids",
            "vendor_postal_code",
        ),
    ),
    KnownLayout(
        "Purchase orders with header and detail rows (rec_type H, D)",
        ("rec_type", "po_num", "total_amt", "dt_tot_cost", "vend_name_1"),
        {
            "buyer_unit": "dept_desc",
            "supplier": "vend_name_1",
            "supplier_id": "vend",
            "description": "dt_stock_desc",
            "category": "po_category_desc",
            "date": "po_in_date",
            "order_id": "po_num",
            "transaction_id": "unique_id",
            "line_number": "dt_seq",
            "quantity": "dt_qty_ord",
            "unit_price": "dt_unit_cost",
            "record_type": "rec_type",
        },
        {"date_kind": "ordered", "currency": "USD"},
        (
            Rule("kind", "rec_type", ((r"^\s*[Hh]", "order_header"),), "order_line"),
            Rule("amount_covers", "rec_type", ((r"^\s*[Hh]", "document"),), "line"),
            Rule("amount", "rec_type", ((r"^\s*[Hh]", "=total_amt"),), "=dt_tot_cost"),
        ),
        ignored=("total_amt", "dt_tot_cost", "vchd_amt", "po_balance", "total_items", "req_num"),
    ),
    KnownLayout(
        "California state purchase orders",
        ("lpa_number", "purchase_order_number", "creation_date", "department_name", "total_price"),
        {
            "buyer": "department_name",
            "supplier": "supplier_name",
            "supplier_id": "supplier_code",
            "title": "item_name",
            "description": "item_description",
            "category": "commodity_title|acquisition_type",
            "commodity_code": "normalized_unspsc|classification_codes",
            "amount": "total_price",
            "quantity": "quantity",
            "unit_price": "unit_price",
            "order_id": "purchase_order_number",
            "contract_id": "lpa_number",
            "place": "location",
        },
        {
            "kind": "order_line",
            "amount_covers": "line",
            "date_kind": "ordered",
            "currency": "USD",
            "jurisdiction": "US-CA",
        },
        # The purchase date is typed by hand and often missing; the creation date never is.
        (Rule("date", "purchase_date", ((r"\d", "=purchase_date"),), "=creation_date"),),
        ignored=("requisition_number", "supplier_zip_code", "class", "family", "segment"),
    ),
    KnownLayout(
        "Village check register with warrants",
        ("check_no", "chk_date", "vendor", "name", "inv_date", "warrant", "amount"),
        {
            "buyer_unit": "org",
            "supplier": "name",
            "supplier_id": "vendor",
            "description": "desc",
            "category": "object",
            "amount": "amount",
            "date": "chk_date",
            "date_other": "inv_date",
            "order_id": "po",
            "transaction_id": "invoice",
        },
        {"kind": "payment", "date_kind": "paid", "currency": "USD"},
        ignored=("check_no", "warrant"),
    ),
    KnownLayout(
        "Checkbook NYC spending",
        ("agency", "document_id", "check_amount", "expense_category", "contract_purpose"),
        {
            "buyer": "agency",
            "buyer_unit": "department",
            "supplier": "payee_name|vendor",
            "description": "contract_purpose",
            "category": "expense_category",
            "amount": "check_amount",
            "date": "issue_date",
            "contract_id": "contract_id",
            "transaction_id": "document_id",
        },
        {"kind": "payment", "date_kind": "paid", "currency": "USD", "jurisdiction": "US-NY"},
        ignored=("fiscal_year",),
    ),
    KnownLayout(
        "Checkbook NYC contracts",
        ("contract_id", "purpose", "original_amount", "current_amount", "spent_to_date", "agency"),
        {
            "buyer": "agency",
            "supplier": "vendor|prime_vendor",
            "description": "purpose",
            "category": "expense_category",
            "amount": "current_amount",
            "date": "registration_date",
            "date_other": "end_date",
            "contract_id": "contract_id",
        },
        # Each version restates the whole contract: the latest stands, none is added.
        {
            "kind": "contract",
            "amount_covers": "cumulative",
            "date_kind": "signed",
            "currency": "USD",
            "jurisdiction": "US-NY",
        },
        ignored=("original_amount", "spent_to_date", "version", "pin", "apt_pin", "document_code"),
    ),
    KnownLayout(
        "Vendor payments with fund, center and account",
        ("payment_date", "vendor_name", "payment_amount", "fund_description", "account_name"),
        {
            "buyer_unit": "center_name",
            "supplier": "vendor_name",
            "category": "account_name",
            "amount": "payment_amount",
            "date": "payment_date",
            "fund": "fund_description",
        },
        {"kind": "payment", "date_kind": "paid"},
        ignored=("fund", "center", "account", "fiscal_year", "accounting_period"),
    ),
    KnownLayout(
        "Anchorage purchase orders",
        ("purchase_order", "po_description", "vendor_name", "amount", "pub_date"),
        {
            "supplier": "vendor_name",
            "description": "po_description",
            "amount": "amount",
            "date": "pub_date",
            "order_id": "purchase_order",
            "record_type": "duplicate",
        },
        {
            "kind": "order_header",
            "amount_covers": "document",
            "date_kind": "published",
            "currency": "USD",
            "jurisdiction": "US-AK",
        },
    ),
    # The seller shows no export in public: a guess from its description of what one holds.
    KnownLayout(
        "GovSpend purchase orders (guessed layout)",
        (
            "agency|agency_name|organization",
            "po_#|po|po_number",
            "line_item_description|line_description",
            "supplier|vendor|supplier_name|vendor_name",
            "line_#|line|line_number|qty|quantity",
        ),
        {
            "buyer": "agency|agency_name|organization",
            "supplier": "supplier|vendor|supplier_name|vendor_name",
            "description": "line_item_description|line_description",
            "amount": "total|line_total|total_price|extended_price",
            "unit_price": "unit_price|price",
            "quantity": "qty|quantity",
            "date": "po_date|purchase_date",
            "order_id": "po_#|po|po_number",
            "line_number": "line_#|line|line_number",
            "place": "state",
        },
        {"kind": "order_line", "amount_covers": "line", "date_kind": "ordered"},
    ),
)

KNOWN: Final = (*USASPENDING, *ELSEWHERE)
