"""The queue of waiting uploads on PostgreSQL («очередь приёма»), by procrastinate.

enqueue        in the transaction of the act that asks for a worker: both are there, or neither
Worker         the next in turn by FOR UPDATE SKIP LOCKED, one after the other
make_tables    the library's own tables, made by our steps

An upload stays a row of ours, and what is to be done with it is said there; a job only hands its
number to one worker. A worker shows that it lives; of one that does not, its job is another's.
"""

import asyncio
import logging
import signal
from collections.abc import Callable
from contextlib import suppress
from functools import cache

from procrastinate import App, PsycopgConnector, RetryStrategy, SyncPsycopgConnector
from procrastinate.exceptions import ConnectorException
from procrastinate.schema import SchemaManager
from procrastinate.tasks import Task
from psycopg_pool import PoolTimeout
from sqlalchemy import URL, Connection, text

log = logging.getLogger(__name__)
QUEUE, TASK = "uploads", "roadmap.upload"
SCHEMA_OF = "03.04.00_50_post_add_retry_failed_job_procedure.sql"
"""The library's last change of its tables; a later one needs a step of ours."""
AGAIN = RetryStrategy(max_attempts=3, wait=2)
"""What a busy database has stopped is tried again after two seconds."""
PAUSE = 2.0
"""Seconds before a worker that has lost the server asks for it again."""

FORGOTTEN = 24 * 3600.0
"""Seconds after which a silent worker is struck off.

The library does not take one on again that was frozen and wakes up, so it must still be known;
what it was doing has long been another's.
"""


def make_tables(connection: Connection) -> None:
    """The tables of the library, as its version makes them."""
    plain = connection.execution_options(no_parameters=True)
    plain.exec_driver_sql(SchemaManager.get_schema())


@cache
def _outgoing() -> App:
    """The library as whoever asks for work uses it: on connections of ours."""
    return App(connector=SyncPsycopgConnector())


def enqueue(connection: Connection, upload: int, turn: int) -> None:
    """Have a worker called as soon as this transaction is through; the least turn is the first.

    Of two jobs of one upload the second one waits for the first.
    """
    _outgoing().configure_task(
        TASK,
        queue=QUEUE,
        priority=-turn,
        lock=f"upload-{upload}",
        connection=connection.connection.driver_connection,
    ).defer(upload=upload)


def queued(connection: Connection) -> set[int]:
    """Uploads that a worker has, or that wait for one."""
    waiting = text(
        "SELECT CAST(args ->> 'upload' AS integer) FROM procrastinate_jobs"
        " WHERE task_name = :task AND status IN ('todo', 'doing')"
    )
    return {*connection.scalars(waiting, {"task": TASK})}


class Worker:
    """Takes uploads until it is stopped.

    ``work`` deals with one, by number, and raises where it is to be tried again; ``look`` is done
    now and then. After ``patience`` seconds without a sign of life a worker is dead.
    """

    def __init__(
        self,
        place: URL,
        work: Callable[[int], None],
        look: Callable[[], None],
        patience: float,
        *,
        is_process: bool,
    ) -> None:
        self._address = place.set(drivername="postgresql").render_as_string(hide_password=False)
        self._work, self._look = work, look
        self._patience, self._is_process = patience, is_process
        self._loop: asyncio.AbstractEventLoop | None = None
        self._task: asyncio.Task[None] | None = None

    def run(self) -> None:
        """Work until the process is asked to end, or ``stop`` is called by another thread."""
        asyncio.run(self._until_stopped())

    def stop(self) -> None:
        """What is being worked on is finished first."""
        if self._loop is not None and self._task is not None:
            self._loop.call_soon_threadsafe(self._task.cancel)

    async def _until_stopped(self) -> None:
        self._loop, self._task = asyncio.get_running_loop(), asyncio.current_task()
        if self._is_process:
            with suppress(NotImplementedError):  # Windows knows no such handlers
                for one in (signal.SIGTERM, signal.SIGINT):
                    self._loop.add_signal_handler(one, self.stop)
        with suppress(asyncio.CancelledError):
            while True:
                try:
                    await self._serve()
                except (ConnectorException, PoolTimeout):
                    log.warning("the queue cannot be reached", exc_info=True)
                await asyncio.sleep(PAUSE)

    async def _serve(self) -> None:
        app = App(connector=PsycopgConnector(conninfo=self._address, min_size=1, max_size=4))
        task: Task[..., None, ...] = app.task(name=TASK, queue=QUEUE, retry=AGAIN)(self._deal)
        async with app.open_async():
            looking = asyncio.ensure_future(self._look_after(app))
            try:
                await app.run_worker_async(
                    queues=[task.queue],
                    delete_jobs="always",
                    fetch_job_polling_interval=self._patience / 4,
                    update_heartbeat_interval=self._patience / 4,
                    stalled_worker_timeout=FORGOTTEN,
                    install_signal_handlers=False,
                )
            finally:
                looking.cancel()

    def _deal(self, upload: int) -> None:
        self._work(upload)

    async def _look_after(self, app: App) -> None:
        """Jobs of dead workers go back into the queue, uploads without a job get one."""
        while True:
            try:
                dead = await app.job_manager.get_stalled_jobs(
                    queue=QUEUE, seconds_since_heartbeat=self._patience
                )
                for job in dead:
                    await app.job_manager.retry_job(job)
                await asyncio.to_thread(self._look)
            except ConnectorException:
                log.warning("a job could not be taken over", exc_info=True)
            await asyncio.sleep(self._patience / 4)
