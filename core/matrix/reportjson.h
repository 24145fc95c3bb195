// SPDX-FileCopyrightText: 2026 Windsock contributors
// SPDX-License-Identifier: GPL-3.0-or-later
// The report in JSON: all that was seen, uncut, for programs. Pure, any thread.
//
// {"windsock_matrix": 1, "title", "version", "date" (ISO 8601), "machine": {"system", "kernel", "processor",
//  "processors"}, "matrix_file", "command", "counts": {"yes", "maybe", "no"}, "environments": [{
//   "name", "python", "framework", "backend", "python_found", "python_path", "framework_found", "packages", "relayed",
//   "verdict", "websocket", "django" (each "yes", "maybe" or "no"), "why", "evidence", "took_ms",
//   "conversation": {"works", "why", "lines": [], "answers": [], "round_trip_us" (or null)}, "websocket_log",
//   "steps": [{"ok", "text"}], "pages_log", "picture" (its path, or null), "benchmark": [{
//     "page", "url", "requests", "connections", "keep_alive", "taken_us", "complete", "failed" (not answered, or not
//     with 2xx), "bad_status", "requests_per_second", "latency_us": {"min", "mean", "p50", "p90", "p99", "max"},
//     "stopped", "failure" (the first), "error" (why it could not be run at all)}]}]}
#pragma once

#include "core/matrix/environmentresult.h"
#include "core/matrix/reportfacts.h"

namespace windsock::matrix {

/// UTF-8, indented. Every key is always there; what is not known is "" or null.
QByteArray toJson(const std::vector<EnvironmentResult>& results, const ReportFacts& facts);

} // namespace windsock::matrix
