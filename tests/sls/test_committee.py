"""The report for the committee."""

from tests.kpis.promises import make_promise, month, record
from tests.sls import reports


def test_first(house, sign_in):
    kpi = make_promise(house.library, house.year, by=house.head).kpi
    for n in range(3):
        record(kpi, month(house.year.start_year, n, 93 - n, 100), by=house.head)
    house.submitted()
    report = reports.done(house)
    assert report.state == "done", report.problem
    open("/tmp/pics-report/t.pdf", "wb").write(report.pdf)
    answer = sign_in(house.reviewer).get(report.get_absolute_url())
    assert answer.status_code == 200
    open("/tmp/pics-report/t.html", "w").write(answer.content.decode())
