// SPDX-FileCopyrightText: 2026 Windsock contributors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/backend/demo/staticfiles.h"

#include <QCryptographicHash>
#include <QFile>

#include <algorithm>

namespace windsock::backend::demo {

namespace {

void addFile(std::vector<StaticFile>& files, std::string_view path, std::string_view type, const QString& resource)
{
    QFile file(resource);
    if (!file.open(QIODevice::ReadOnly))
        return;
    const QByteArray content = file.readAll();
    const QByteArray hash = QCryptographicHash::hash(content, QCryptographicHash::Sha1).toHex();
    files.push_back({path, type, content.toStdString(), '"' + hash.toStdString() + '"'});
}

std::string_view trimmed(std::string_view text)
{
    const auto first = text.find_first_not_of(" \t");
    if (first == std::string_view::npos)
        return {};
    return text.substr(first, text.find_last_not_of(" \t") - first + 1);
}

} // namespace

StaticFiles::StaticFiles()
{
    addFile(m_files, "/static/polls/style.css", "text/css; charset=utf-8", QStringLiteral(":/windsock/demo/style.css"));
    addFile(m_files, "/static/polls/images/background.svg", "image/svg+xml",
            QStringLiteral(":/windsock/demo/background.svg"));
}

const StaticFile* StaticFiles::find(std::string_view path) const
{
    const auto found = std::ranges::find(m_files, path, &StaticFile::path);
    return found == m_files.end() ? nullptr : &*found;
}

bool matchesEtag(std::string_view header, std::string_view etag)
{
    // Our own tags have no comma inside, so a list can be cut at commas.
    while (!header.empty()) {
        const std::string_view item = header.substr(0, header.find(','));
        header.remove_prefix(std::min(header.size(), item.size() + 1));
        std::string_view tag = trimmed(item);
        if (tag == "*")
            return true;
        if (tag.starts_with("W/"))
            tag.remove_prefix(2);
        if (tag == etag)
            return true;
    }
    return false;
}

} // namespace windsock::backend::demo
