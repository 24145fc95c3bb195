// SPDX-FileCopyrightText: 2026 Windsock contributors
// SPDX-License-Identifier: GPL-3.0-or-later
// What our TOML files have in common: values of a wanted type, tables of known keys, errors with line and column.
// Functions without state, any thread. What they throw, readToml() catches; nobody else does.
#pragma once

#include "core/base/result.h"

#pragma GCC diagnostic push
#pragma GCC diagnostic ignored "-Wshadow"
// A NUL in a table's name trips an assertion of 3.3, though the error is told all the same.
#define TOML_ASSERT(expression) static_cast<void>(0)
#include <toml++/toml.h>
#pragma GCC diagnostic pop

#include <QByteArray>
#include <QString>

#include <cstdint>
#include <functional>
#include <map>
#include <string>
#include <string_view>
#include <utility>
#include <vector>

namespace windsock::config {

/// What is wrong inside a file, with its place; `what` is a part of a sentence.
struct Wrong
{
    toml::source_position place;
    QString what;
};
[[noreturn]] void wrong(const toml::node& node, const QString& what);

/// Parses, and lets `read` throw Wrong. An error says "NAME, line L, column C: WHAT."
Result<void> readToml(std::string_view content, const QString& name,
                      const std::function<void(const toml::table&)>& read);
/// At most 1 MiB. Errors: NotFound, Invalid.
Result<QByteArray> readTomlFile(const QString& path);

using Setter = std::function<void(const toml::node&)>;
using Keys = std::map<std::string_view, Setter>;

/// Calls the setter of each key that is there; one that has none is an error that names those there are.
void readTable(const toml::node& node, const QString& where, const Keys& keys);
/// Each table of [[NAME]].
void readTables(const toml::node& node, const QString& sentence, const Setter& read);

QString text(std::string_view utf8);
std::string asText(const toml::node& node);
std::vector<std::string> asTexts(const toml::node& node);
bool asFlag(const toml::node& node);
std::int64_t asNumber(const toml::node& node, std::int64_t least, std::int64_t most);
/// Absolute; relative ones are relative to `folder`.
std::string asPath(const toml::node& node, const QString& folder);
std::vector<std::string> asPaths(const toml::node& node, const QString& folder);
/// A backend's SPEC; what is a path in it is relative to `folder`.
std::string asSpec(const toml::node& node, const QString& folder);
/// { NAME = "value" }
std::vector<std::pair<std::string, std::string>> asVariables(const toml::node& node);

} // namespace windsock::config
