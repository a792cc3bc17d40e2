"""Jobs beside the pages: only the last ones stay."""

from dataclasses import dataclass
from time import sleep

from ui.returns.jobs import KEPT, Job, Registry


@dataclass
class Waiting(Job):
    """Waits for a person, whatever its thread has done."""

    @property
    def is_open(self) -> bool:
        return True


def test_only_the_last_ended_jobs_of_a_person_stay() -> None:
    registry = Registry()
    waiting = registry.start(Waiting(total=0, owner="anna"), lambda: iter(()))
    other = registry.start(Job(total=0, owner="olga"), lambda: iter(()))
    jobs = []
    for _ in range(KEPT + 2):
        jobs.append(registry.start(Job(total=0, owner="anna"), lambda: iter(())))
        while not jobs[-1].finished:
            sleep(0.001)
    registry.pool.shutdown()
    assert registry.of("anna")[0] is jobs[-1]
    assert registry.find(jobs[0].id, "anna") is None
    assert registry.find(jobs[-KEPT].id, "anna") is jobs[-KEPT]
    assert registry.find(waiting.id, "anna") is waiting, "what waits for a person stays"
    assert registry.of("olga") == [other]
    assert registry.find(other.id, "anna") is None, "nobody finds what is not theirs"
