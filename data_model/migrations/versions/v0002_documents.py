"""Documents: own words, own templates, issues with their frozen files."""

import sqlalchemy as sa
from alembic import op

revision = "0002"
down_revision = "0001"


def upgrade() -> None:
    create_own_words()
    create_issued_documents()
    create_issued_files()
    create_templates()


def create_own_words() -> None:
    op.create_table(
        "own_words",
        sa.Column("municipality", sa.String(), nullable=False),
        sa.Column("year", sa.Integer(), nullable=False),
        sa.Column("place", sa.String(), nullable=False),
        sa.Column("text", sa.String(), nullable=False),
        sa.Column("changed_at", sa.DateTime(timezone=True), nullable=False),
        sa.ForeignKeyConstraint(
            ["municipality"],
            ["municipalities.code"],
            name=op.f("fk_own_words_municipality"),
            ondelete="RESTRICT",
        ),
        sa.PrimaryKeyConstraint("municipality", "year", "place", name=op.f("pk_own_words")),
    )


def create_issued_documents() -> None:
    op.create_table(
        "issued_documents",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("municipality", sa.String(), nullable=False),
        sa.Column("kind", sa.String(), nullable=False),
        sa.Column("year", sa.Integer(), nullable=False),
        sa.Column("organisation", sa.String(), nullable=False),
        sa.Column("edition", sa.Integer(), nullable=False),
        sa.Column("number", sa.String(), nullable=False),
        sa.Column("issued_on", sa.Date(), nullable=False),
        sa.Column("data_version", sa.BigInteger(), nullable=False),
        sa.Column("note", sa.String(), nullable=False),
        sa.Column("sentences", sa.Text(), nullable=False),
        sa.CheckConstraint("number <> ''", name=op.f("ck_issued_documents_number_given")),
        sa.CheckConstraint(
            "edition = 1 OR note <> ''", name=op.f("ck_issued_documents_note_given")
        ),
        sa.ForeignKeyConstraint(
            ["municipality"],
            ["municipalities.code"],
            name=op.f("fk_issued_documents_municipality"),
            ondelete="RESTRICT",
        ),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_issued_documents")),
        sa.UniqueConstraint(
            "municipality",
            "kind",
            "year",
            "organisation",
            "edition",
            name=op.f("uq_issued_documents_municipality_kind_year_organisation_edition"),
        ),
    )


def create_issued_files() -> None:
    op.create_table(
        "issued_files",
        sa.Column("document_id", sa.Integer(), nullable=False),
        sa.Column("file_format", sa.String(), nullable=False),
        sa.Column("filename", sa.String(), nullable=False),
        sa.Column("content", sa.LargeBinary(), nullable=False),
        sa.ForeignKeyConstraint(
            ["document_id"],
            ["issued_documents.id"],
            name=op.f("fk_issued_files_document_id"),
            ondelete="RESTRICT",
        ),
        sa.PrimaryKeyConstraint("document_id", "file_format", name=op.f("pk_issued_files")),
    )


def create_templates() -> None:
    op.create_table(
        "document_templates",
        sa.Column("municipality", sa.String(), nullable=False),
        sa.Column("kind", sa.String(), nullable=False),
        sa.Column("content", sa.LargeBinary(), nullable=False),
        sa.ForeignKeyConstraint(
            ["municipality"],
            ["municipalities.code"],
            name=op.f("fk_document_templates_municipality"),
            ondelete="RESTRICT",
        ),
        sa.PrimaryKeyConstraint("municipality", "kind", name=op.f("pk_document_templates")),
    )
