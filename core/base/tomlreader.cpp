// SPDX-FileCopyrightText: 2026 Windsock contributors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/base/tomlreader.h"

#include <QDir>
#include <QFile>
#include <QStringList>

#include <algorithm>

namespace windsock::config {

namespace {

constexpr qint64 longestFile = 1 << 20;

Error wrongAt(const QString& name, const toml::source_position& place, QString what)
{
    while (what.endsWith(u'.'))
        what.chop(1);
    return {ErrorCode::Invalid,
            QStringLiteral("%1, line %2, column %3: %4.").arg(name).arg(place.line).arg(place.column).arg(what),
            {}};
}

[[noreturn]] void unknownKey(const toml::key& key, const QString& where, const Keys& keys)
{
    QStringList known;
    for (const auto& entry : keys)
        known.append(text(entry.first));
    throw Wrong{key.source().begin,
                QStringLiteral("\"%1\" is no key of %2; there are %3")
                    .arg(text(key.str()).left(100).simplified(), where, known.join(QStringLiteral(", ")))};
}

const toml::array& asList(const toml::node& node)
{
    if (const toml::array* array = node.as_array())
        return *array;
    wrong(node, QStringLiteral("a list of texts is expected here"));
}

std::string resolved(const QString& folder, const QString& path)
{
    return QDir::cleanPath(QDir(folder).absoluteFilePath(path)).toStdString();
}

} // namespace

void wrong(const toml::node& node, const QString& what)
{
    throw Wrong{node.source().begin, what};
}

Result<void> readToml(std::string_view content, const QString& name,
                      const std::function<void(const toml::table&)>& read)
{
    try {
        read(toml::parse(content));
        return {};
    } catch (const toml::parse_error& error) {
        return wrongAt(name, error.source().begin, text(error.description()));
    } catch (const Wrong& what) {
        return wrongAt(name, what.place, what.what);
    }
}

Result<QByteArray> readTomlFile(const QString& path)
{
    if (path.isEmpty())
        return Error{ErrorCode::Invalid, QStringLiteral("--config takes the path of a file."), {}};
    QFile file(path);
    if (!file.open(QIODevice::ReadOnly)) {
        return Error{ErrorCode::NotFound,
                     QStringLiteral("Cannot read the configuration \"%1\" (%2): check the path given with --config.")
                         .arg(path.left(200), file.errorString()),
                     {}};
    }
    QByteArray content = file.read(longestFile + 1);
    if (content.size() > longestFile)
        return Error{ErrorCode::Invalid,
                     QStringLiteral("The configuration \"%1\" has over %2 kB: that is no TOML file of ours.")
                         .arg(path.left(200))
                         .arg(longestFile / 1024),
                     {}};
    return content;
}

void readTable(const toml::node& node, const QString& where, const Keys& keys)
{
    const toml::table* table = node.as_table();
    if (!table)
        wrong(node, QStringLiteral("%1 is a table: write [%1]").arg(where));
    for (const auto& [key, value] : *table) {
        const auto found = keys.find(key.str());
        if (found == keys.end())
            unknownKey(key, where, keys);
        found->second(value);
    }
}

void readTables(const toml::node& node, const QString& sentence, const Setter& read)
{
    const toml::array* tables = node.as_array();
    if (!tables || !std::all_of(tables->begin(), tables->end(), [](const auto& entry) { return entry.is_table(); }))
        wrong(node, sentence);
    for (const toml::node& table : *tables)
        read(table);
}

QString text(std::string_view utf8)
{
    return QString::fromUtf8(utf8.data(), static_cast<qsizetype>(utf8.size()));
}

std::string asText(const toml::node& node)
{
    auto value = node.value<std::string>();
    if (!value)
        wrong(node, QStringLiteral("a text in quotes is expected here"));
    if (value->find('\0') != std::string::npos)
        wrong(node, QStringLiteral("a text without NUL is expected here"));
    return std::move(*value);
}

std::vector<std::string> asTexts(const toml::node& node)
{
    std::vector<std::string> texts;
    for (const toml::node& entry : asList(node))
        texts.push_back(asText(entry));
    return texts;
}

bool asFlag(const toml::node& node)
{
    if (const auto* value = node.as_boolean())
        return value->get();
    wrong(node, QStringLiteral("true or false is expected here"));
}

std::int64_t asNumber(const toml::node& node, std::int64_t least, std::int64_t most)
{
    const auto* value = node.as_integer();
    if (value && value->get() >= least && value->get() <= most)
        return value->get();
    wrong(node, QStringLiteral("a whole number from %1 to %2 is expected here").arg(least).arg(most));
}

std::string asPath(const toml::node& node, const QString& folder)
{
    const std::string path = asText(node);
    if (path.empty())
        wrong(node, QStringLiteral("a path is expected here"));
    return resolved(folder, text(path));
}

std::vector<std::string> asPaths(const toml::node& node, const QString& folder)
{
    std::vector<std::string> paths;
    for (const toml::node& entry : asList(node))
        paths.push_back(asPath(entry, folder));
    return paths;
}

std::string asSpec(const toml::node& node, const QString& folder)
{
    std::string spec = asText(node);
    for (const std::string_view word : {"django:", "unix:"}) {
        if (spec.starts_with(word) && spec.size() > word.size())
            return std::string(word) + resolved(folder, text(std::string_view(spec).substr(word.size())));
    }
    return spec;
}

std::vector<std::pair<std::string, std::string>> asVariables(const toml::node& node)
{
    const toml::table* table = node.as_table();
    if (!table)
        wrong(node, QStringLiteral("env is a table: { NAME = \"value\" }"));
    std::vector<std::pair<std::string, std::string>> variables;
    for (const auto& [key, value] : *table) {
        if (key.str().empty() || key.str().find_first_of(std::string_view("=\0", 2)) != std::string_view::npos)
            throw Wrong{key.source().begin, QStringLiteral("a variable's name has no = in it and is not empty")};
        variables.emplace_back(key.str(), asText(value));
    }
    return variables;
}

} // namespace windsock::config
