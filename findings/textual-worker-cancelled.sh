#!/usr/bin/env bash
# textual 8.2.8: a thread worker that is cancelled.
# Expected: it counts as running until its function returns, since a thread cannot be stopped; who waits for the workers waits for it.
# Seen: a moment after `cancel()` its state is CANCELLED and it has left the list of workers, `wait_for_complete()` of all workers
# returns, and with `exclusive=True` the next one starts, while the function of the first runs on beside it. What it returns is dropped.
# What it prints:
#   at once:       RUNNING, finished: False
#   a moment on:   CANCELLED, finished: True, workers known: 0
#   all complete, functions still running: 1
#   an exclusive one more, functions still running: 2
#   let go, functions still running: 0
#   result of the first: None
set -euo pipefail
folder=$(mktemp -d); trap 'rm -rf "$folder"' EXIT
python3 -m venv "$folder/venv" && "$folder/venv/bin/pip" install -q textual==8.2.8 rich==15.0.0
"$folder/venv/bin/python" - <<'PY' | tee "$folder/seen"
import asyncio
import threading

from textual.app import App


class Reader(App):
    running = 0

    def read(self):
        self.running += 1
        gate.wait()
        self.running -= 1
        return "read"


async def until(true):
    while not true():
        await asyncio.sleep(0.01)


async def main():
    app = Reader()
    async with app.run_test() as pilot:
        first = app.run_worker(app.read, thread=True, exclusive=True)
        await until(lambda: app.running == 1)
        first.cancel()
        print(f"at once:       {first.state.name}, finished: {first.is_finished}")
        await until(lambda: first.is_finished)
        print(f"a moment on:   {first.state.name}, finished: {first.is_finished}, workers known: {len(app.workers)}")
        await app.workers.wait_for_complete()
        print("all complete, functions still running:", app.running)
        app.run_worker(app.read, thread=True, exclusive=True)
        await until(lambda: app.running == 2)
        print("an exclusive one more, functions still running:", app.running)
        gate.set()
        await until(lambda: app.running == 0)
        print("let go, functions still running:", app.running)
        print("result of the first:", first.result)


gate = threading.Event()
asyncio.run(main())
PY
diff <(sed -n 's/^#   //p' "$0") "$folder/seen"
