"""Decisions: evidence, protocols with their assignments, chains with their measures."""

import sqlalchemy as sa
from alembic import op

revision = "0003"
down_revision = "0002"


def upgrade() -> None:
    create_protocols()
    create_agenda_items()
    create_evidence()
    create_decisions()
    create_speeches()
    create_executions()
    create_improvement_chains()
    create_releases()
    create_measures()


def create_protocols() -> None:
    op.create_table(
        "protocols",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("municipality", sa.String(), nullable=False),
        sa.Column("number", sa.String(), nullable=False),
        sa.Column("held_on", sa.Date(), nullable=False),
        sa.Column("body", sa.String(), nullable=False),
        sa.Column("working_group", sa.String(), nullable=False),
        sa.Column("heading", sa.String(), nullable=False),
        sa.Column("place", sa.String(), nullable=False),
        sa.Column("present", sa.Text(), nullable=False),
        sa.Column("chair", sa.String(), nullable=False),
        sa.Column("secretary", sa.String(), nullable=False),
        sa.Column("roadmap", sa.String(), nullable=False),
        sa.Column("mark", sa.String(), nullable=False),
        sa.CheckConstraint("number <> ''", name=op.f("ck_protocols_number_given")),
        sa.ForeignKeyConstraint(
            ["municipality"],
            ["municipalities.code"],
            name=op.f("fk_protocols_municipality"),
            ondelete="RESTRICT",
        ),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_protocols")),
        sa.UniqueConstraint(
            "municipality",
            "number",
            "held_on",
            name=op.f("uq_protocols_municipality_number_held_on"),
        ),
    )


def create_agenda_items() -> None:
    op.create_table(
        "agenda_items",
        sa.Column("protocol_id", sa.Integer(), nullable=False),
        sa.Column("ordinal", sa.Integer(), nullable=False),
        sa.Column("number", sa.String(), nullable=False),
        sa.Column("agenda", sa.String(), nullable=False),
        sa.ForeignKeyConstraint(
            ["protocol_id"],
            ["protocols.id"],
            name=op.f("fk_agenda_items_protocol_id"),
            ondelete="CASCADE",
        ),
        sa.PrimaryKeyConstraint("protocol_id", "ordinal", name=op.f("pk_agenda_items")),
    )


def create_evidence() -> None:
    op.create_table(
        "evidence",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("municipality", sa.String(), nullable=False),
        sa.Column("organisation", sa.String(), nullable=False),
        sa.Column("year", sa.Integer(), nullable=False),
        sa.Column("question", sa.String(), nullable=False),
        sa.Column("kind", sa.String(), nullable=False),
        sa.Column("name", sa.String(), nullable=False),
        sa.Column("number", sa.String(), nullable=False),
        sa.Column("dated", sa.Date(), nullable=True),
        sa.Column("body", sa.String(), nullable=False),
        sa.Column("link", sa.String(), nullable=False),
        sa.Column("filename", sa.String(), nullable=False),
        sa.Column("content", sa.LargeBinary(), nullable=True),
        sa.Column("entered_at", sa.DateTime(timezone=True), nullable=False),
        sa.CheckConstraint("name <> ''", name=op.f("ck_evidence_name_given")),
        sa.ForeignKeyConstraint(
            ["municipality", "organisation"],
            ["organisations.municipality", "organisations.code"],
            name=op.f("fk_evidence_municipality_organisation"),
            ondelete="RESTRICT",
        ),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_evidence")),
    )


def create_decisions() -> None:
    op.create_table(
        "decisions",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("protocol_id", sa.Integer(), nullable=False),
        sa.Column("item", sa.Integer(), nullable=False),
        sa.Column("ordinal", sa.Integer(), nullable=False),
        sa.Column("number", sa.String(), nullable=False),
        sa.Column("kind", sa.String(), nullable=False),
        sa.Column("text", sa.String(), nullable=False),
        sa.Column("grade", sa.String(), nullable=False),
        sa.Column("audience", sa.String(), nullable=False),
        sa.Column("addressees", sa.Text(), nullable=False),
        sa.Column("addressees_text", sa.String(), nullable=False),
        sa.Column("term", sa.String(), nullable=False),
        sa.Column("due", sa.Date(), nullable=True),
        sa.Column("indicator", sa.String(), nullable=False),
        sa.Column("recommendation", sa.String(), nullable=False),
        sa.CheckConstraint(
            "(term = 'date') = (due IS NOT NULL)", name=op.f("ck_decisions_date_with_its_day")
        ),
        sa.CheckConstraint(
            "audience IN ('named', 'all_schools')", name=op.f("ck_decisions_audience_known")
        ),
        sa.CheckConstraint(
            "kind IN ('note', 'assess', 'approve', 'assign', 'recommend', 'release')",
            name=op.f("ck_decisions_kind_known"),
        ),
        sa.CheckConstraint(
            "term IN ('none', 'date', 'school_year', 'standing')",
            name=op.f("ck_decisions_term_known"),
        ),
        sa.ForeignKeyConstraint(
            ["protocol_id", "item"],
            ["agenda_items.protocol_id", "agenda_items.ordinal"],
            name=op.f("fk_decisions_protocol_id_item"),
            ondelete="CASCADE",
        ),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_decisions")),
        sa.UniqueConstraint("protocol_id", "number", name=op.f("uq_decisions_protocol_id_number")),
    )


def create_speeches() -> None:
    op.create_table(
        "speeches",
        sa.Column("protocol_id", sa.Integer(), nullable=False),
        sa.Column("item", sa.Integer(), nullable=False),
        sa.Column("ordinal", sa.Integer(), nullable=False),
        sa.Column("post", sa.String(), nullable=False),
        sa.Column("about", sa.String(), nullable=False),
        sa.ForeignKeyConstraint(
            ["protocol_id", "item"],
            ["agenda_items.protocol_id", "agenda_items.ordinal"],
            name=op.f("fk_speeches_protocol_id_item"),
            ondelete="CASCADE",
        ),
        sa.PrimaryKeyConstraint("protocol_id", "item", "ordinal", name=op.f("pk_speeches")),
    )


def create_executions() -> None:
    op.create_table(
        "executions",
        sa.Column("decision_id", sa.Integer(), nullable=False),
        sa.Column("addressee", sa.String(), nullable=False),
        sa.Column("state", sa.String(), nullable=False),
        sa.Column("changed_on", sa.Date(), nullable=False),
        sa.Column("note", sa.String(), nullable=False),
        sa.Column("evidence_id", sa.Integer(), nullable=True),
        sa.CheckConstraint(
            "state IN ('set', 'in_work', 'done', 'released')",
            name=op.f("ck_executions_state_known"),
        ),
        sa.ForeignKeyConstraint(
            ["decision_id"],
            ["decisions.id"],
            name=op.f("fk_executions_decision_id"),
            ondelete="RESTRICT",
        ),
        sa.ForeignKeyConstraint(
            ["evidence_id"],
            ["evidence.id"],
            name=op.f("fk_executions_evidence_id"),
            ondelete="RESTRICT",
        ),
        sa.PrimaryKeyConstraint("decision_id", "addressee", name=op.f("pk_executions")),
    )


def create_improvement_chains() -> None:
    op.create_table(
        "improvement_chains",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("municipality", sa.String(), nullable=False),
        sa.Column("indicator", sa.String(), nullable=False),
        sa.Column("year", sa.Integer(), nullable=False),
        sa.Column("conclusion", sa.String(), nullable=False),
        sa.Column("recommendation", sa.String(), nullable=False),
        sa.Column("decision_id", sa.Integer(), nullable=True),
        sa.Column("act", sa.String(), nullable=False),
        sa.Column("mark", sa.String(), nullable=False),
        sa.ForeignKeyConstraint(
            ["decision_id"],
            ["decisions.id"],
            name=op.f("fk_improvement_chains_decision_id"),
            ondelete="RESTRICT",
        ),
        sa.ForeignKeyConstraint(
            ["municipality"],
            ["municipalities.code"],
            name=op.f("fk_improvement_chains_municipality"),
            ondelete="RESTRICT",
        ),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_improvement_chains")),
        sa.UniqueConstraint(
            "municipality",
            "indicator",
            "year",
            name=op.f("uq_improvement_chains_municipality_indicator_year"),
        ),
    )


def create_releases() -> None:
    op.create_table(
        "releases",
        sa.Column("decision_id", sa.Integer(), nullable=False),
        sa.Column("post", sa.String(), nullable=False),
        sa.Column("released_on", sa.Date(), nullable=False),
        sa.Column("reason", sa.String(), nullable=False),
        sa.CheckConstraint("post <> ''", name=op.f("ck_releases_post_given")),
        sa.ForeignKeyConstraint(
            ["decision_id"],
            ["decisions.id"],
            name=op.f("fk_releases_decision_id"),
            ondelete="RESTRICT",
        ),
        sa.PrimaryKeyConstraint("decision_id", name=op.f("pk_releases")),
    )


def create_measures() -> None:
    op.create_table(
        "measures",
        sa.Column("chain_id", sa.Integer(), nullable=False),
        sa.Column("ordinal", sa.Integer(), nullable=False),
        sa.Column("text", sa.String(), nullable=False),
        sa.Column("responsible", sa.String(), nullable=False),
        sa.Column("executed_on", sa.Date(), nullable=True),
        sa.Column("result", sa.String(), nullable=False),
        sa.Column("evidence_id", sa.Integer(), nullable=True),
        sa.CheckConstraint("text <> ''", name=op.f("ck_measures_text_given")),
        sa.ForeignKeyConstraint(
            ["chain_id"],
            ["improvement_chains.id"],
            name=op.f("fk_measures_chain_id"),
            ondelete="CASCADE",
        ),
        sa.ForeignKeyConstraint(
            ["evidence_id"],
            ["evidence.id"],
            name=op.f("fk_measures_evidence_id"),
            ondelete="RESTRICT",
        ),
        sa.PrimaryKeyConstraint("chain_id", "ordinal", name=op.f("pk_measures")),
    )
