"""Run the emulator alone: python -m emulator --port 8080 --start ISO --speed 1."""

import argparse
import asyncio
import signal
import sys
import time

from emulator.clock import parse_iso
from emulator.refusal import BadCall
from emulator.server import Emulator, PortBusy, running


async def serve(emulator: Emulator, port: int) -> None:
    """Serve until SIGINT or SIGTERM."""
    stopped = asyncio.Event()
    loop = asyncio.get_running_loop()
    for number in (signal.SIGINT, signal.SIGTERM):
        loop.add_signal_handler(number, stopped.set)
    async with running(emulator, port) as address:
        sys.stdout.write(f"{address}\n")
        sys.stdout.flush()
        await stopped.wait()


def main() -> int:
    """Read the options and serve; 2 and one line on standard error for a bad one."""
    parser = argparse.ArgumentParser(prog="python -m emulator", description=__doc__)
    parser.add_argument("--port", type=int, default=8080)
    parser.add_argument("--start", help="civil time at the start, ISO 8601 with offset")
    parser.add_argument("--speed", type=float, default=1.0, help="0 stands still")
    parser.add_argument("--token", default="1:emulator-token")
    parser.add_argument("--username", default="chenjian_bot")
    parser.add_argument("--no-pace", action="store_true", help="never refuse for too many")
    options = parser.parse_args()
    try:
        emulator = Emulator(
            options.token,
            clock_start_ms=parse_iso(options.start) if options.start else None,
            speed=options.speed,
            bot_username=options.username,
            enforce_pace=not options.no_pace,
            # A bot that kept its database must not take a new update for an old one.
            first_update_id=int(time.time()),
        )
        asyncio.run(serve(emulator, options.port))
    except (BadCall, PortBusy, ValueError) as error:
        sys.stderr.write(f"{error}\n")
        return 2
    return 0


if __name__ == "__main__":
    sys.exit(main())
