// SPDX-FileCopyrightText: 2026 Windsock contributors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/web/page.h"

#include <QCryptographicHash>

namespace windsock::web {

namespace {

std::string contentEtag(std::string_view body)
{
    const QByteArrayView bytes(body.data(), static_cast<qsizetype>(body.size()));
    return '"' + QCryptographicHash::hash(bytes, QCryptographicHash::Sha1).toHex().toStdString() + '"';
}

} // namespace

Page::Page(std::string type, std::string content)
    : contentType(std::move(type))
    , body(std::move(content))
    , etag(contentEtag(body))
{
}

} // namespace windsock::web
