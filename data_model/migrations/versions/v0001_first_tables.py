"""The first tables: places, roadmaps, returns, refusals, terms, bookkeeping.

The data version starts from the clock, so that a database made anew under an old name is
never taken for the old one by what a running app remembers.
"""

import time

import sqlalchemy as sa
from alembic import op

revision = "0001"
down_revision = None


def upgrade() -> None:
    create_bookkeeping()
    create_places()
    create_roadmaps()
    create_returns()
    create_refusals()
    create_terms()
    op.execute(
        sa.text("INSERT INTO data_version (id, value) VALUES (1, :start)").bindparams(
            start=time.time_ns() // 1_000_000
        )
    )


def create_bookkeeping() -> None:
    op.create_table(
        "data_version",
        sa.Column("id", sa.Integer(), autoincrement=False, nullable=False),
        sa.Column("value", sa.BigInteger(), nullable=False),
        sa.CheckConstraint("id = 1", name=op.f("ck_data_version_only_one")),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_data_version")),
    )
    op.create_table(
        "seals",
        sa.Column("table_name", sa.String(), nullable=False),
        sa.Column("sha256", sa.String(), nullable=False),
        sa.PrimaryKeyConstraint("table_name", name=op.f("pk_seals")),
    )


def create_places() -> None:
    op.create_table(
        "municipalities",
        sa.Column("code", sa.String(), nullable=False),
        sa.Column("position", sa.Integer(), nullable=False),
        sa.Column("name", sa.String(), nullable=False),
        sa.Column("short", sa.String(), nullable=False),
        sa.PrimaryKeyConstraint("code", name=op.f("pk_municipalities")),
        sa.UniqueConstraint("position", name=op.f("uq_municipalities_position")),
    )
    op.create_table(
        "municipality_settings",
        sa.Column("municipality", sa.String(), nullable=False),
        sa.Column("name", sa.String(), nullable=False),
        sa.Column("value", sa.String(), nullable=False),
        sa.ForeignKeyConstraint(
            ["municipality"],
            ["municipalities.code"],
            name=op.f("fk_municipality_settings_municipality"),
            ondelete="RESTRICT",
        ),
        sa.PrimaryKeyConstraint("municipality", "name", name=op.f("pk_municipality_settings")),
    )
    op.create_table(
        "organisations",
        sa.Column("code", sa.String(), nullable=False),
        sa.Column("municipality", sa.String(), nullable=False),
        sa.Column("position", sa.Integer(), nullable=False),
        sa.Column("kind", sa.String(), nullable=False),
        sa.Column("settlement", sa.String(), nullable=False),
        sa.Column("head", sa.String(), nullable=True),
        sa.Column("valid_from", sa.Date(), nullable=True),
        sa.Column("valid_to", sa.Date(), nullable=True),
        sa.CheckConstraint(
            "kind IN ('муниципалитет', 'СОШ', 'ООШ', 'НОШ', 'филиал')",
            name=op.f("ck_organisations_kind_known"),
        ),
        sa.CheckConstraint(
            "valid_from <= valid_to", name=op.f("ck_organisations_validity_in_order")
        ),
        sa.ForeignKeyConstraint(
            ["head"],
            ["organisations.code"],
            name=op.f("fk_organisations_head"),
            ondelete="RESTRICT",
        ),
        sa.ForeignKeyConstraint(
            ["municipality"],
            ["municipalities.code"],
            name=op.f("fk_organisations_municipality"),
            ondelete="RESTRICT",
        ),
        sa.PrimaryKeyConstraint("code", name=op.f("pk_organisations")),
        sa.UniqueConstraint(
            "municipality", "code", name=op.f("uq_organisations_municipality_code")
        ),
    )
    op.create_table(
        "organisation_names",
        sa.Column("organisation", sa.String(), nullable=False),
        sa.Column("ordinal", sa.Integer(), nullable=False),
        sa.Column("full_name", sa.String(), nullable=False),
        sa.Column("short_name", sa.String(), nullable=False),
        sa.Column("valid_from", sa.Date(), nullable=True),
        sa.Column("valid_to", sa.Date(), nullable=True),
        sa.ForeignKeyConstraint(
            ["organisation"],
            ["organisations.code"],
            name=op.f("fk_organisation_names_organisation"),
            ondelete="RESTRICT",
        ),
        sa.PrimaryKeyConstraint("organisation", "ordinal", name=op.f("pk_organisation_names")),
    )
    op.create_table(
        "organisation_aliases",
        sa.Column("organisation", sa.String(), nullable=False),
        sa.Column("alias", sa.String(), nullable=False),
        sa.Column("ordinal", sa.Integer(), nullable=False),
        sa.Column("is_confirmed", sa.Boolean(), nullable=False),
        sa.ForeignKeyConstraint(
            ["organisation"],
            ["organisations.code"],
            name=op.f("fk_organisation_aliases_organisation"),
            ondelete="RESTRICT",
        ),
        sa.PrimaryKeyConstraint("organisation", "alias", name=op.f("pk_organisation_aliases")),
    )
    op.create_table(
        "roll",
        sa.Column("organisation", sa.String(), nullable=False),
        sa.Column("year", sa.Integer(), nullable=False),
        sa.Column("grade", sa.Integer(), nullable=False),
        sa.Column("counted_on", sa.Date(), nullable=False),
        sa.Column("pupils", sa.Integer(), nullable=False),
        sa.CheckConstraint("grade BETWEEN 1 AND 11", name=op.f("ck_roll_grade_of_a_school")),
        sa.CheckConstraint("pupils >= 0", name=op.f("ck_roll_pupils_not_negative")),
        sa.ForeignKeyConstraint(
            ["organisation"],
            ["organisations.code"],
            name=op.f("fk_roll_organisation"),
            ondelete="RESTRICT",
        ),
        sa.PrimaryKeyConstraint("organisation", "year", "grade", name=op.f("pk_roll")),
        sqlite_with_rowid=False,
    )
    op.create_index(op.f("ix_roll_year"), "roll", ["year"], unique=False)


def create_roadmaps() -> None:
    op.create_table(
        "roadmaps",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("municipality", sa.String(), nullable=False),
        sa.Column("code", sa.String(), nullable=False),
        sa.Column("edition", sa.Integer(), nullable=False),
        sa.Column("title", sa.String(), nullable=False),
        sa.Column("act_body", sa.String(), nullable=False),
        sa.Column("act_kind", sa.String(), nullable=False),
        sa.Column("act_date", sa.Date(), nullable=True),
        sa.Column("act_number", sa.String(), nullable=False),
        sa.Column("act_title", sa.String(), nullable=False),
        sa.Column("years", sa.Text(), nullable=False),
        sa.Column("synthetic", sa.Boolean(), nullable=False),
        sa.Column("stored_at", sa.DateTime(timezone=True), nullable=False),
        sa.CheckConstraint("edition >= 1", name=op.f("ck_roadmaps_edition_from_one")),
        sa.ForeignKeyConstraint(
            ["municipality"],
            ["municipalities.code"],
            name=op.f("fk_roadmaps_municipality"),
            ondelete="RESTRICT",
        ),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_roadmaps")),
        sa.UniqueConstraint(
            "municipality", "code", "edition", name=op.f("uq_roadmaps_municipality_code_edition")
        ),
    )
    op.create_table(
        "questions",
        sa.Column("roadmap_id", sa.Integer(), nullable=False),
        sa.Column("code", sa.String(), nullable=False),
        sa.Column("ordinal", sa.Integer(), nullable=False),
        sa.Column("text", sa.String(), nullable=False),
        sa.Column("answer", sa.String(), nullable=False),
        sa.Column("asked_of", sa.Text(), nullable=False),
        sa.Column("grades", sa.Text(), nullable=False),
        sa.Column("unit", sa.String(), nullable=False),
        sa.Column("hint", sa.String(), nullable=False),
        sa.Column("documents", sa.Integer(), nullable=False),
        sa.CheckConstraint(
            "answer IN ('count', 'presence')", name=op.f("ck_questions_answer_known")
        ),
        sa.ForeignKeyConstraint(
            ["roadmap_id"],
            ["roadmaps.id"],
            name=op.f("fk_questions_roadmap_id"),
            ondelete="RESTRICT",
        ),
        sa.PrimaryKeyConstraint("roadmap_id", "code", name=op.f("pk_questions")),
    )
    op.create_table(
        "activities",
        sa.Column("roadmap_id", sa.Integer(), nullable=False),
        sa.Column("number", sa.String(), nullable=False),
        sa.Column("ordinal", sa.Integer(), nullable=False),
        sa.Column("title", sa.String(), nullable=False),
        sa.Column("term", sa.String(), nullable=False),
        sa.Column("wording", sa.String(), nullable=False),
        sa.Column("executors", sa.Text(), nullable=False),
        sa.Column("short", sa.String(), nullable=False),
        sa.Column("note", sa.String(), nullable=False),
        sa.Column("unsure", sa.Text(), nullable=False),
        sa.ForeignKeyConstraint(
            ["roadmap_id"],
            ["roadmaps.id"],
            name=op.f("fk_activities_roadmap_id"),
            ondelete="RESTRICT",
        ),
        sa.PrimaryKeyConstraint("roadmap_id", "number", name=op.f("pk_activities")),
    )
    op.create_table(
        "indicators",
        sa.Column("roadmap_id", sa.Integer(), nullable=False),
        sa.Column("code", sa.String(), nullable=False),
        sa.Column("activity", sa.String(), nullable=False),
        sa.Column("kind", sa.String(), nullable=False),
        sa.Column("level", sa.String(), nullable=False),
        sa.Column("counted", sa.String(), nullable=False),
        sa.Column("scope", sa.String(), nullable=True),
        sa.Column("out_of", sa.String(), nullable=True),
        sa.Column("base", sa.Text(), nullable=False),
        sa.Column("comparison_bases", sa.Text(), nullable=False),
        sa.Column("operator", sa.String(), nullable=False),
        sa.Column("unit", sa.String(), nullable=False),
        sa.Column("requires_growth", sa.Boolean(), nullable=False),
        sa.Column("partly_from", sa.String(length=40), nullable=False),
        sa.Column("control", sa.Boolean(), nullable=False),
        sa.Column("also_counted", sa.Text(), nullable=False),
        sa.CheckConstraint(
            "kind IN ('presence', 'count', 'share', 'growing_share', 'share_of_orgs', 'growth')",
            name=op.f("ck_indicators_kind_known"),
        ),
        sa.CheckConstraint(
            "level IN ('municipality', 'school', 'both')", name=op.f("ck_indicators_level_known")
        ),
        sa.CheckConstraint(
            "operator IN ('>=', '<=', '=', 'range', 'exists')",
            name=op.f("ck_indicators_operator_known"),
        ),
        sa.CheckConstraint(
            "scope IN ('district_total', 'district_share', 'each_school')",
            name=op.f("ck_indicators_scope_known"),
        ),
        sa.ForeignKeyConstraint(
            ["roadmap_id", "activity"],
            ["activities.roadmap_id", "activities.number"],
            name=op.f("fk_indicators_roadmap_id_activity"),
            ondelete="RESTRICT",
        ),
        sa.ForeignKeyConstraint(
            ["roadmap_id", "counted"],
            ["questions.roadmap_id", "questions.code"],
            name=op.f("fk_indicators_roadmap_id_counted"),
            ondelete="RESTRICT",
        ),
        sa.PrimaryKeyConstraint("roadmap_id", "code", name=op.f("pk_indicators")),
        sa.UniqueConstraint(
            "roadmap_id", "activity", name=op.f("uq_indicators_roadmap_id_activity")
        ),
    )
    op.create_table(
        "targets",
        sa.Column("roadmap_id", sa.Integer(), nullable=False),
        sa.Column("indicator", sa.String(), nullable=False),
        sa.Column("year", sa.Integer(), nullable=False),
        sa.Column("value", sa.String(length=40), nullable=False),
        sa.Column("upper", sa.String(length=40), nullable=True),
        sa.ForeignKeyConstraint(
            ["roadmap_id", "indicator"],
            ["indicators.roadmap_id", "indicators.code"],
            name=op.f("fk_targets_roadmap_id_indicator"),
            ondelete="RESTRICT",
        ),
        sa.PrimaryKeyConstraint("roadmap_id", "indicator", "year", name=op.f("pk_targets")),
    )
    op.create_table(
        "periods",
        sa.Column("roadmap_id", sa.Integer(), nullable=False),
        sa.Column("indicator", sa.String(), nullable=False),
        sa.Column("year", sa.Integer(), nullable=False),
        sa.Column("kind", sa.String(), nullable=False),
        sa.Column("due", sa.Date(), nullable=False),
        sa.CheckConstraint(
            "kind IN ('calendar', 'school_year', 'once')", name=op.f("ck_periods_kind_known")
        ),
        sa.ForeignKeyConstraint(
            ["roadmap_id", "indicator"],
            ["indicators.roadmap_id", "indicators.code"],
            name=op.f("fk_periods_roadmap_id_indicator"),
            ondelete="RESTRICT",
        ),
        sa.PrimaryKeyConstraint("roadmap_id", "indicator", "year", name=op.f("pk_periods")),
    )


def create_returns() -> None:
    op.create_table(
        "uploads",
        sa.Column("sha256", sa.String(), nullable=False),
        sa.Column("filename", sa.String(), nullable=False),
        sa.Column("size", sa.Integer(), nullable=False),
        sa.Column("content", sa.LargeBinary(), nullable=False),
        sa.CheckConstraint("size >= 0", name=op.f("ck_uploads_size_not_negative")),
        sa.PrimaryKeyConstraint("sha256", name=op.f("pk_uploads")),
    )
    op.create_table(
        "returns",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("municipality", sa.String(), nullable=False),
        sa.Column("organisation", sa.String(), nullable=False),
        sa.Column("year", sa.Integer(), nullable=False),
        sa.Column("revision", sa.Integer(), nullable=False),
        sa.Column("is_current", sa.Boolean(), nullable=False),
        sa.Column("form", sa.String(), nullable=False),
        sa.Column("form_version", sa.Integer(), nullable=False),
        sa.Column("sha256", sa.String(), nullable=False),
        sa.Column("filename", sa.String(), nullable=False),
        sa.Column("received_at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("origin", sa.String(), nullable=False),
        sa.Column("reason", sa.String(), nullable=False),
        sa.Column("errors", sa.Integer(), nullable=False),
        sa.Column("questions", sa.Integer(), nullable=False),
        sa.Column("notes", sa.Integer(), nullable=False),
        sa.Column("values_sha256", sa.String(), nullable=False),
        sa.Column("undone_at", sa.DateTime(timezone=True), nullable=True),
        sa.Column("undone_reason", sa.String(), nullable=False),
        sa.CheckConstraint("origin IN ('file', 'page')", name=op.f("ck_returns_origin_known")),
        sa.CheckConstraint(
            "NOT (is_current AND undone_at IS NOT NULL)", name=op.f("ck_returns_undone_is_past")
        ),
        sa.CheckConstraint("revision >= 1", name=op.f("ck_returns_revision_from_one")),
        sa.ForeignKeyConstraint(
            ["municipality", "organisation"],
            ["organisations.municipality", "organisations.code"],
            name=op.f("fk_returns_municipality_organisation"),
            ondelete="RESTRICT",
        ),
        sa.ForeignKeyConstraint(
            ["sha256"], ["uploads.sha256"], name=op.f("fk_returns_sha256"), ondelete="RESTRICT"
        ),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_returns")),
        sa.UniqueConstraint(
            "municipality",
            "organisation",
            "year",
            "revision",
            name=op.f("uq_returns_municipality_organisation_year_revision"),
        ),
    )
    op.create_index(op.f("ix_returns_sha256"), "returns", ["sha256"], unique=False)
    op.create_index(
        "uq_returns_one_current",
        "returns",
        ["municipality", "organisation", "year"],
        unique=True,
        sqlite_where=sa.text("is_current"),
        postgresql_where=sa.text("is_current"),
    )
    op.create_index(
        "uq_returns_same_bytes_once",
        "returns",
        ["municipality", "organisation", "year", "sha256"],
        unique=True,
        sqlite_where=sa.text("undone_at IS NULL"),
        postgresql_where=sa.text("undone_at IS NULL"),
    )
    op.create_table(
        "facts",
        sa.Column("return_id", sa.Integer(), nullable=False),
        sa.Column("question", sa.String(), nullable=False),
        sa.Column("grade", sa.Integer(), nullable=False),
        sa.Column("value", sa.BigInteger(), nullable=True),
        sa.Column("state", sa.String(), nullable=False),
        sa.Column("sheet", sa.String(), nullable=False),
        sa.Column("cell", sa.String(), nullable=False),
        sa.Column("written", sa.String(), nullable=False),
        sa.Column("reason", sa.String(), nullable=False),
        sa.CheckConstraint(
            "(state IN ('value', 'zero')) = (value IS NOT NULL)",
            name=op.f("ck_facts_value_where_counted"),
        ),
        sa.CheckConstraint("state <> 'zero' OR value = 0", name=op.f("ck_facts_zero_is_zero")),
        sa.CheckConstraint(
            "state IN ('value', 'zero', 'not_applicable', 'no_data', 'not_reported', 'not_due')",
            name=op.f("ck_facts_state_known"),
        ),
        sa.CheckConstraint("grade BETWEEN 0 AND 11", name=op.f("ck_facts_grade_of_a_school")),
        sa.CheckConstraint("value >= 0", name=op.f("ck_facts_value_not_negative")),
        sa.ForeignKeyConstraint(
            ["return_id"], ["returns.id"], name=op.f("fk_facts_return_id"), ondelete="RESTRICT"
        ),
        sa.PrimaryKeyConstraint("return_id", "question", "grade", name=op.f("pk_facts")),
        sqlite_with_rowid=False,
    )
    op.create_table(
        "documents",
        sa.Column("return_id", sa.Integer(), nullable=False),
        sa.Column("question", sa.String(), nullable=False),
        sa.Column("ordinal", sa.Integer(), nullable=False),
        sa.Column("name", sa.String(), nullable=False),
        sa.Column("number", sa.String(), nullable=False),
        sa.Column("date", sa.Date(), nullable=True),
        sa.Column("link", sa.String(), nullable=False),
        sa.Column("sheet", sa.String(), nullable=False),
        sa.Column("cell", sa.String(), nullable=False),
        sa.CheckConstraint("ordinal >= 1", name=op.f("ck_documents_ordinal_from_one")),
        sa.ForeignKeyConstraint(
            ["return_id"], ["returns.id"], name=op.f("fk_documents_return_id"), ondelete="RESTRICT"
        ),
        sa.PrimaryKeyConstraint("return_id", "question", "ordinal", name=op.f("pk_documents")),
        sqlite_with_rowid=False,
    )
    op.create_table(
        "remarks",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("return_id", sa.Integer(), nullable=False),
        sa.Column("ordinal", sa.Integer(), nullable=False),
        sa.Column("code", sa.String(), nullable=False),
        sa.Column("severity", sa.String(), nullable=False),
        sa.Column("message", sa.String(), nullable=False),
        sa.Column("sheet", sa.String(), nullable=False),
        sa.Column("cell", sa.String(), nullable=False),
        sa.CheckConstraint(
            "severity IN ('error', 'question', 'note')", name=op.f("ck_remarks_severity_known")
        ),
        sa.ForeignKeyConstraint(
            ["return_id"], ["returns.id"], name=op.f("fk_remarks_return_id"), ondelete="RESTRICT"
        ),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_remarks")),
        sa.UniqueConstraint("return_id", "ordinal", name=op.f("uq_remarks_return_id_ordinal")),
    )
    op.create_table(
        "remark_answers",
        sa.Column("remark_id", sa.Integer(), nullable=False),
        sa.Column("text", sa.String(), nullable=False),
        sa.Column("answered_at", sa.DateTime(timezone=True), nullable=False),
        sa.ForeignKeyConstraint(
            ["remark_id"],
            ["remarks.id"],
            name=op.f("fk_remark_answers_remark_id"),
            ondelete="RESTRICT",
        ),
        sa.PrimaryKeyConstraint("remark_id", name=op.f("pk_remark_answers")),
    )


def create_refusals() -> None:
    op.create_table(
        "refusals",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("filename", sa.String(), nullable=False),
        sa.Column("sha256", sa.String(), nullable=False),
        sa.Column("received_at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("organisation", sa.String(), nullable=True),
        sa.Column("year", sa.Integer(), nullable=True),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_refusals")),
    )
    op.create_table(
        "refusal_remarks",
        sa.Column("refusal_id", sa.Integer(), nullable=False),
        sa.Column("ordinal", sa.Integer(), nullable=False),
        sa.Column("code", sa.String(), nullable=False),
        sa.Column("severity", sa.String(), nullable=False),
        sa.Column("message", sa.String(), nullable=False),
        sa.Column("sheet", sa.String(), nullable=False),
        sa.Column("cell", sa.String(), nullable=False),
        sa.CheckConstraint(
            "severity IN ('error', 'question', 'note')",
            name=op.f("ck_refusal_remarks_severity_known"),
        ),
        sa.ForeignKeyConstraint(
            ["refusal_id"],
            ["refusals.id"],
            name=op.f("fk_refusal_remarks_refusal_id"),
            ondelete="RESTRICT",
        ),
        sa.PrimaryKeyConstraint("refusal_id", "ordinal", name=op.f("pk_refusal_remarks")),
    )


def create_terms() -> None:
    op.create_table(
        "return_deadlines",
        sa.Column("municipality", sa.String(), nullable=False),
        sa.Column("year", sa.Integer(), nullable=False),
        sa.Column("due", sa.Date(), nullable=False),
        sa.ForeignKeyConstraint(
            ["municipality"],
            ["municipalities.code"],
            name=op.f("fk_return_deadlines_municipality"),
            ondelete="RESTRICT",
        ),
        sa.PrimaryKeyConstraint("municipality", "year", name=op.f("pk_return_deadlines")),
    )
    op.create_table(
        "closed_years",
        sa.Column("municipality", sa.String(), nullable=False),
        sa.Column("year", sa.Integer(), nullable=False),
        sa.Column("roadmap_id", sa.Integer(), nullable=True),
        sa.Column("closed_on", sa.Date(), nullable=False),
        sa.Column("reason", sa.String(), nullable=False),
        sa.ForeignKeyConstraint(
            ["municipality"],
            ["municipalities.code"],
            name=op.f("fk_closed_years_municipality"),
            ondelete="RESTRICT",
        ),
        sa.ForeignKeyConstraint(
            ["roadmap_id"],
            ["roadmaps.id"],
            name=op.f("fk_closed_years_roadmap_id"),
            ondelete="RESTRICT",
        ),
        sa.PrimaryKeyConstraint("municipality", "year", name=op.f("pk_closed_years")),
    )
    op.create_table(
        "reopenings",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("municipality", sa.String(), nullable=False),
        sa.Column("year", sa.Integer(), nullable=False),
        sa.Column("organisation", sa.String(), nullable=True),
        sa.Column("opened_on", sa.Date(), nullable=False),
        sa.Column("until", sa.Date(), nullable=False),
        sa.Column("reason", sa.String(), nullable=False),
        sa.Column("person", sa.String(), nullable=False),
        sa.CheckConstraint("person <> ''", name=op.f("ck_reopenings_person_given")),
        sa.CheckConstraint("reason <> ''", name=op.f("ck_reopenings_reason_given")),
        sa.CheckConstraint("opened_on <= until", name=op.f("ck_reopenings_term_in_order")),
        sa.ForeignKeyConstraint(
            ["municipality", "organisation"],
            ["organisations.municipality", "organisations.code"],
            name=op.f("fk_reopenings_municipality_organisation"),
            ondelete="RESTRICT",
        ),
        sa.ForeignKeyConstraint(
            ["municipality", "year"],
            ["closed_years.municipality", "closed_years.year"],
            name=op.f("fk_reopenings_municipality_year"),
            ondelete="RESTRICT",
        ),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_reopenings")),
    )
    op.create_table(
        "mapping_profiles",
        sa.Column("municipality", sa.String(), nullable=False),
        sa.Column("fingerprint", sa.String(), nullable=False),
        sa.Column("name", sa.String(), nullable=False),
        sa.Column("content", sa.String(), nullable=False),
        sa.Column("confirmed_at", sa.DateTime(timezone=True), nullable=False),
        sa.ForeignKeyConstraint(
            ["municipality"],
            ["municipalities.code"],
            name=op.f("fk_mapping_profiles_municipality"),
            ondelete="RESTRICT",
        ),
        sa.PrimaryKeyConstraint("municipality", "fingerprint", name=op.f("pk_mapping_profiles")),
    )
