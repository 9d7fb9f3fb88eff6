"""The watchdog: a stuck loop ends the process, a busy or sleeping one does not."""

from __future__ import annotations

import asyncio
import os
import signal
import socket
import sys
import textwrap
from pathlib import Path

import pytest

from bot.watchdog import STUCK_CODE

ROOT = Path(__file__).parents[2]


async def _program(body: str, **environment: str) -> asyncio.subprocess.Process:
    """A process whose loop is watched closely and does ``body``."""
    script = textwrap.dedent(
        """
        import asyncio, logging, os, signal, sys, time
        from bot.watchdog import watched
        logging.basicConfig(stream=sys.stderr, format="%(levelname)s %(message)s")
        async def main():
            with watched(limit_s=0.5, look_every_s=0.05):
                await asyncio.sleep(0.2)
                print("up", flush=True)
        {body}
        asyncio.run(main())
        """
    ).format(body=textwrap.indent(textwrap.dedent(body).strip(), " " * 8))
    return await asyncio.create_subprocess_exec(
        sys.executable,
        *("-c", script),
        env={"PYTHONPATH": str(ROOT), "PATH": os.environ["PATH"], **environment},
        stdout=asyncio.subprocess.PIPE,
        stderr=asyncio.subprocess.PIPE,
    )


async def _ended(process: asyncio.subprocess.Process) -> tuple[int | None, str]:
    async with asyncio.timeout(30):
        _, said = await process.communicate()
    return process.returncode, said.decode()


async def test_a_loop_that_does_not_answer_is_ended_with_one_line() -> None:
    code, said = await _ended(await _program("time.sleep(3600)"))
    assert code == STUCK_CODE
    assert said == "CRITICAL the event loop has not answered for 0.5 s; ending\n"


async def test_it_ends_even_where_the_log_itself_is_stuck() -> None:
    # The loop hangs while it holds the lock of the log's handler, as with a pipe nobody reads.
    code, said = await _ended(
        await _program("logging.getLogger().handlers[0].acquire(); time.sleep(3600)")
    )
    assert (code, said) == (STUCK_CODE, "")


async def test_a_loop_that_is_slow_now_and_then_lives() -> None:
    body = """
    for _ in range(10):
        time.sleep(0.2)
        await asyncio.sleep(0)
    """
    assert await _ended(await _program(body)) == (0, "")


async def test_an_end_in_order_is_no_stuck_loop() -> None:
    assert await _ended(await _program("return")) == (0, "")


async def test_a_process_that_was_held_for_long_is_not_stuck() -> None:
    process = await _program("await asyncio.sleep(2)")
    assert process.stdout is not None
    assert await process.stdout.readline() == b"up\n"
    process.send_signal(signal.SIGSTOP)
    await asyncio.sleep(1.5)  # three times the limit, in which it cannot run
    process.send_signal(signal.SIGCONT)
    assert await _ended(process) == (0, "")


async def test_a_supervisor_hears_while_the_loop_answers(tmp_path: Path) -> None:
    place = tmp_path / "notify"
    with socket.socket(socket.AF_UNIX, socket.SOCK_DGRAM) as supervisor:
        supervisor.bind(str(place))
        supervisor.settimeout(20)
        process = await _program("await asyncio.sleep(1)", NOTIFY_SOCKET=str(place))
        heard = await asyncio.to_thread(supervisor.recv, 100)
        assert await _ended(process) == (0, "")
    assert heard == b"WATCHDOG=1"


@pytest.mark.parametrize("address", ["", "relative", "/nowhere/at/all"])
async def test_without_a_supervisor_nothing_goes_wrong(address: str) -> None:
    process = await _program("await asyncio.sleep(0.3)", NOTIFY_SOCKET=address)
    assert await _ended(process) == (0, "")
