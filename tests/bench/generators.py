# SPDX-FileCopyrightText: 2026 Windsock contributors
# SPDX-License-Identifier: GPL-3.0-or-later
"""Load generators side by side: `windsock bench`, ab and wrk, each on one thread off the server's core."""

import os
import re
import shutil
import subprocess

import peers
from support.program import command_line

PERCENTAGES = (50, 90, 99)


def off_the_servers_core(command):
    others = [str(core) for core in range(os.cpu_count()) if core != peers.SERVER_CORE]
    return ["taskset", "-c", ",".join(others), *command] if others else command


def run(command, pin):
    command = off_the_servers_core(command) if pin else command
    return subprocess.run(command, check=True, capture_output=True, encoding="utf-8").stdout


def read_ab_report(text):
    """[requests/s, p50, p90, p99 in whole ms], as ab and `windsock bench` print them."""
    figures = [float(re.search(r"^Requests per second:\s+([\d.]+)", text, re.M).group(1))]
    for percentage in PERCENTAGES:
        figures.append(float(re.search(r"^ +%d%% +(\d+)" % percentage, text, re.M).group(1)))
    return figures


class WindsockBench:
    name = "Windsock"

    @staticmethod
    def installed():
        return True

    @staticmethod
    def command(port, path, requests, connections):
        return command_line("bench", "-n", requests, "-c", connections, "http://127.0.0.1:%d%s" % (port, path))

    @classmethod
    def figures(cls, *arguments, pin=False):
        return read_ab_report(run(cls.command(*arguments), pin))


class Ab(WindsockBench):
    name = "ab"

    @staticmethod
    def installed():
        return bool(shutil.which("ab"))

    @staticmethod
    def command(port, path, requests, connections):
        return ["ab", "-q", "-k", "-n", str(requests), "-c", str(connections), "http://127.0.0.1:%d%s" % (port, path)]


class Wrk:
    name = "wrk"

    @staticmethod
    def installed():
        return bool(shutil.which("wrk"))

    @staticmethod
    def figures(port, path, _requests, connections, pin=False):
        """Of three seconds: wrk knows no number of requests."""
        text = run(["wrk", "-t1", "-c%d" % connections, "-d3s", "--latency", "http://127.0.0.1:%d%s" % (port, path)], pin)
        unit = {"us": 0.001, "ms": 1.0, "s": 1000.0}
        figures = [float(re.search(r"^Requests/sec:\s+([\d.]+)", text, re.M).group(1))]
        for percentage in PERCENTAGES:
            value, name = re.search(r"^ +%d%% +([\d.]+)(us|ms|s)" % percentage, text, re.M).groups()
            figures.append(float(value) * unit[name])
        return figures
