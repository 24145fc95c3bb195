// SPDX-FileCopyrightText: 2026 Windsock contributors
// SPDX-License-Identifier: GPL-3.0-or-later
// Content-Types by file name.
#include "core/web/mimetype.h"
#include "tests/support/testregistry.h"

#include <QTest>

using namespace windsock::web;

class MimeTypeTest : public QObject
{
    Q_OBJECT
private Q_SLOTS:
    void byName_data()
    {
        QTest::addColumn<QByteArray>("name");
        QTest::addColumn<QByteArray>("type");
        const auto row = [](const char* name, const char* type) {
            QTest::newRow(name) << QByteArray(name) << QByteArray(type);
        };
        row("index.html", "text/html; charset=utf-8");
        row("polls/style.css", "text/css; charset=utf-8");
        row("app.min.js", "text/javascript; charset=utf-8");
        row("data.json", "application/json");
        row("IMAGE.PNG", "image/png");
        row("a.jpeg", "image/jpeg");
        row("icon.svg", "image/svg+xml");
        row("f.woff2", "font/woff2");
        row("archive.tar.gz", "application/gzip");
        row("README", "application/octet-stream");
        row("a.", "application/octet-stream");
        row("a.nobody-knows", "application/octet-stream");
        row("folder.css/file", "application/octet-stream");
        row("", "application/octet-stream");
    }

    void byName()
    {
        QFETCH(QByteArray, name);
        const std::string_view type = mimeType(name.toStdString());
        QTEST(QByteArray(type.data(), static_cast<qsizetype>(type.size())), "type");
    }
};

WINDSOCK_TEST(MimeTypeTest)
#include "mimetypetest.moc"
