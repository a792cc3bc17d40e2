"""Jobs beside the pages: only the last ones stay."""

from ui.returns.jobs import KEPT, Job, Registry


def test_only_the_last_jobs_stay() -> None:
    registry = Registry()
    jobs = [registry.start(Job(total=0), lambda: iter(())) for _ in range(KEPT + 2)]
    registry.pool.shutdown()
    assert registry.latest() is jobs[-1]
    assert registry.find(jobs[0].id) is None
    assert registry.find(jobs[-KEPT].id) is jobs[-KEPT]
