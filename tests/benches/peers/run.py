#!/usr/bin/env python3
"""Runs whole programs in turn and prints what each costs against the first: medians of the ratios of each round.

    python3 run.py ROUNDS "COMMAND" "COMMAND" ...
"""
import os
import shlex
import statistics as st
import sys
import time


def once(command):
    null = os.open(os.devnull, os.O_WRONLY)
    actions = [(os.POSIX_SPAWN_DUP2, null, 1), (os.POSIX_SPAWN_DUP2, null, 2)]
    start = time.perf_counter()
    child = os.posix_spawnp(command[0], command, os.environ, file_actions=actions)
    _, status, used = os.wait4(child, 0)
    wall = time.perf_counter() - start
    os.close(null)
    if status:
        sys.exit("failed: " + shlex.join(command))
    return wall * 1e3, (used.ru_utime + used.ru_stime) * 1e3


rounds, commands = int(sys.argv[1]), [shlex.split(text) for text in sys.argv[2:]]
taken = [[] for _ in commands]
for number in range(rounds + 1):  # the first round warms up
    for times, command in zip(taken, commands):
        one = once(command)
        if number:
            times.append(one)
print("%10s %10s %8s %8s  %s" % ("wall ms", "cpu ms", "x wall", "x cpu", "command"))
for times, command in zip(taken, commands):
    ratios = [[a[n] / max(b[n], 1e-9) for a, b in zip(times, taken[0])] for n in (0, 1)]
    medians = [st.median(it[n] for it in times) for n in (0, 1)]
    print("%10.2f %10.2f %8.2f %8.2f  %s" % (*medians, *map(st.median, ratios), shlex.join(command)[-70:]))
