"""Every page of the site in its states. A route that answers GET stands in one of the parts or,
with the reason, among those that are no pages."""

from tests.journeys.visits.assessment import ASSESSMENT
from tests.journeys.visits.figures import FIGURES
from tests.journeys.visits.groups import GROUPS
from tests.journeys.visits.office import OFFICE
from tests.journeys.visits.plan_files import PLAN_FILES
from tests.journeys.visits.plans import PLANS
from tests.journeys.visits.public import DOOR, PUBLIC
from tests.journeys.visits.returns import RETURNS
from tests.journeys.visits.review import REVIEW
from tests.journeys.visits.trouble import ERRORS, MEANWHILE
from tests.journeys.visits.visit import Visit
from tests.journeys.visits.writing import WRITING

__all__ = ["NO_PAGES", "VISITS", "Visit"]

# Each part is looked at in a world of its own; to make one takes some seconds.
VISITS = {
    "public": [*PUBLIC, *DOOR],
    "writing": WRITING,
    "review": [*REVIEW, *RETURNS],
    "figures": FIGURES,
    "office": OFFICE,
    "plans": [*PLANS, *PLAN_FILES, *GROUPS, *ASSESSMENT],
    "trouble": [*ERRORS, *MEANWHILE],
}
NO_PAGES = {
    "actionplans:assessment_pdf": "a PDF",
    "actionplans:attachment_file": "a file of somebody's own",
    "actionplans:public_plan_csv": "a table",
    "actionplans:public_plan_json": "JSON",
    "brand_css": "a style sheet",
    "healthz": "a word for a machine",
    "readyz": "JSON for a machine",
    "documents:document_pdf": "a PDF; veraPDF judges those",
    "sls:statement_pdf_draft": "a PDF",
    "sls:statement_docx": "a Word document",
    "sls:statement_json": "JSON",
    "sls:report_file": "a PDF, a Word document or a workbook",
    "sls:statement_list_csv": "a table",
    "sls:statement_list_xlsx": "a table",
    "institution:import_example": "a table",
    "actionplans:plan_file": "a Word document or a table",
    "kpis:openapi": "JSON for programs",
    "kpis:program_kpis": "JSON for programs",
    "kpis:published_promises": "JSON for programs",
    "kpis:published_promises_csv": "a table for programs",
    "kpis:published_readings": "JSON for programs",
    "kpis:published_readings_csv": "a table for programs",
    "kpis:evidence_file": "a file of somebody's own",
    "kpis:kpi_readings": "a table",
    "kpis:department_readings": "a table",
    "mfa_download_recovery_codes": "a text file",
    "openid_connect_login": "leads on to the institution's own sign-in server",
    "openid_connect_callback": "the way back from there",
}
