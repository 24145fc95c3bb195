// SPDX-FileCopyrightText: 2026 Windsock contributors
// SPDX-License-Identifier: GPL-3.0-or-later
// What a server logged and printed, in its order, each thing once.
#include "core/matrix/transcript.h"
#include "tests/core/web/testsite.h"
#include "tests/support/testregistry.h"

#include <QRegularExpression>
#include <QTest>

using namespace windsock;
using namespace windsock::matrix;
using journal::Channel;
using journal::Level;

namespace {

/// Without what is another each time.
QString stable(QString text)
{
    text.replace(QRegularExpression(QStringLiteral("\\d{6} \\d\\d:\\d\\d:\\d\\d")), QStringLiteral("TIME"));
    return text.replace(QRegularExpression(QStringLiteral("[0-9.]+ms")), QStringLiteral("MS"));
}

} // namespace

class TranscriptTest : public QObject
{
    Q_OBJECT
private Q_SLOTS:
    void oneOrder();
    void sinceTheLastCall();
    void requests();
    void whatWasLostIsSaid();
    void muchAtOnce();
};

void TranscriptTest::oneOrder()
{
    journal::Journal journal;
    Transcript transcript(journal);
    QCOMPARE(transcript.take(), QString());
    journal.note(Level::Info, Channel::Stdout, "printed first");
    journal.note(Level::Warning, Channel::Log, "logged");
    journal.note(Level::Info, Channel::Stdout, "printed ä");
    journal.note(Level::Info, Channel::Stderr, "to standard error\nwith a line");
    QCOMPARE(stable(transcript.take()), QStringLiteral("printed first\n[W TIME windsock:0] logged\nprinted ä\n"
                                                       "[I TIME wsgi:265] to standard error\n    with a line\n"));
}

void TranscriptTest::sinceTheLastCall()
{
    journal::Journal journal;
    journal.note(Level::Info, Channel::Stdout, "before it was made");
    Transcript transcript(journal);
    QCOMPARE(transcript.take(), QStringLiteral("before it was made\n"));
    QCOMPARE(transcript.take(), QString());
    journal.note(Level::Info, Channel::Stdout, "later");
    QCOMPARE(transcript.take(), QStringLiteral("later\n"));
}

void TranscriptTest::requests()
{
    test::TestSite site({test::route("/a", test::helloFactory())});
    Transcript transcript(site.journal);
    QCOMPARE(test::fetch(site.port(), "/a").status, 200);
    QTRY_VERIFY(site.ended("/a"));
    QCOMPARE(stable(transcript.take()), QStringLiteral("[I TIME web:2439] 200 GET /a (127.0.0.1) MS\n"));
}

void TranscriptTest::whatWasLostIsSaid()
{
    journal::Journal journal(10);
    Transcript transcript(journal);
    for (int i = 0; i < 25; ++i)
        journal.note(Level::Info, Channel::Stdout, std::to_string(i));
    const QString text = stable(transcript.take());
    QVERIFY2(text.startsWith(QStringLiteral(
                 "[W TIME windsock:0] 15 journal events were dropped before they could be logged\n15\n")),
             qPrintable(text));
}

void TranscriptTest::muchAtOnce()
{
    journal::Journal journal;
    Transcript transcript(journal);
    for (int i = 0; i < 25'000; ++i)
        journal.note(Level::Info, Channel::Stdout, std::to_string(i));
    const QString all = transcript.take();
    QVERIFY(all.startsWith(QStringLiteral("0\n1\n")) && all.endsWith(QStringLiteral("\n24999\n")));
    for (int i = 0; i < 100; ++i)
        journal.note(Level::Info, Channel::Stdout, std::string(60'000, 'x') + std::to_string(i));
    const QString last = transcript.take();
    QVERIFY(last.size() < 3 * 1024 * 1024);
    QVERIFY(last.startsWith(QStringLiteral("(what was said before is left out)\nxxx")));
    QVERIFY(last.endsWith(QStringLiteral("x99\n")));
}

WINDSOCK_TEST(TranscriptTest)
#include "transcripttest.moc"
