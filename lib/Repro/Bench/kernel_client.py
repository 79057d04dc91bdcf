"""What a notebook's client sees of the kernel, through Debian's jupyter_client: prints one line per measurement."""
import statistics
import sys
import time

from jupyter_client.manager import start_new_kernel


def seconds(work):
    began = time.perf_counter()
    work()
    return time.perf_counter() - began


def run(client, code):
    """The result of a cell as text, and how many characters it wrote."""
    results, written = [], []

    def hear(message):
        if message["msg_type"] == "execute_result":
            results.append(message["content"]["data"]["text/plain"])
        if message["msg_type"] == "stream":
            written.append(len(message["content"]["text"]))

    reply = client.execute_interactive(code, timeout=600, output_hook=hear)["content"]
    if reply["status"] != "ok":
        sys.exit(f"{code}: {reply}")
    return "".join(results), sum(written)


def held(client):
    return float(run(client, "GC.GetTotalMemory(true) / 1e6")[0]), float(run(client, "Environment.WorkingSet / 1e6")[0])


def start():
    began = time.perf_counter()
    manager, client = start_new_kernel(kernel_name=".net-csharp")
    return manager, client, time.perf_counter() - began


def stop(manager, client):
    client.stop_channels()
    manager.shutdown_kernel()


def main(starts, cells, megabytes):
    ready, first = [], []
    for _ in range(starts):
        manager, client, took = start()
        ready.append(took)
        first.append(seconds(lambda: run(client, "1 + 1")))
        stop(manager, client)
    print(f"start to ready: {statistics.median(ready):.2f} s, a first cell at once {1000 * statistics.median(first):.0f} ms (median of {starts})")

    manager, client, _ = start()
    run(client, "var x = 1;")
    trivial = [seconds(lambda: run(client, "x + 1")) for _ in range(100)]
    print(f"a trivial cell: {1000 * statistics.median(trivial):.0f} ms (median of 100), the slowest {1000 * max(trivial):.0f} ms")

    before = held(client)
    took = seconds(lambda: [run(client, f"x + {i}") for i in range(cells)])
    after = held(client)
    print(f"{cells} cells: {took:.1f} s; managed memory {before[0]:.0f} → {after[0]:.0f} MB, working set {before[1]:.0f} → {after[1]:.0f} MB")

    lines, line = megabytes * 20_000, "0123456789" * 5
    began = time.perf_counter()
    written = run(client, f'for (var i = 0; i < {lines}; i++) Console.WriteLine("{line[1:]}");')[1]
    arrived = "all" if written == 50 * lines else "not all"
    print(f"{megabytes} MB of output in {lines} lines: {time.perf_counter() - began:.1f} s; {arrived} of it arrived")
    stop(manager, client)


main(*(int(word) for word in sys.argv[1:]))
