// SPDX-FileCopyrightText: 2026 Windsock contributors
// SPDX-License-Identifier: GPL-3.0-or-later
// MessageEditor and SendHistory: sending, growing, walking back and forth, surviving a restart.
#include "ui/chat/messageeditor.h"
#include "tests/support/testregistry.h"

#include <QSettings>
#include <QSignalSpy>
#include <QTemporaryDir>
#include <QTest>

using namespace windsock::ui;
using namespace Qt::StringLiterals;

class MessageEditorTest : public QObject
{
    Q_OBJECT
private Q_SLOTS:
    void historyWalksBothWays();
    void historyHasNoDoublesAndABound();
    void controlReturnSendsReturnDoesNot();
    void arrowsBringBackWhatWasSent();
    void itGrowsToFourLines();
    void draftsSurviveARestart();
};

void MessageEditorTest::historyWalksBothWays()
{
    SendHistory history({u"one"_s, u"two"_s});
    QCOMPARE(history.older(u"draft"_s).value(), u"two"_s);
    QCOMPARE(history.older(u"two"_s).value(), u"one"_s);
    QVERIFY(!history.older(u"one"_s));
    QCOMPARE(history.newer().value(), u"two"_s);
    QCOMPARE(history.newer().value(), u"draft"_s);
    QVERIFY(!history.newer());
}

void MessageEditorTest::historyHasNoDoublesAndABound()
{
    SendHistory history;
    for (const auto* text : {u"a", u"b", u"a"})
        history.add(QString::fromUtf16(text));
    QCOMPARE(history.sent(), QStringList({u"b"_s, u"a"_s}));
    for (int i = 0; i < 500; ++i)
        history.add(QString::number(i));
    QCOMPARE(history.sent().size(), SendHistory::most);
    QCOMPARE(history.sent().last(), u"499"_s);
}

void MessageEditorTest::controlReturnSendsReturnDoesNot()
{
    MessageEditor editor(nullptr);
    QSignalSpy sent(&editor, &MessageEditor::sendRequested);
    QTest::keyClicks(&editor, u"hello"_s);
    QTest::keyClick(&editor, Qt::Key_Return);
    QCOMPARE(sent.size(), 0);
    QTest::keyClick(&editor, Qt::Key_Return, Qt::ControlModifier);
    QTest::keyClick(&editor, Qt::Key_Enter, Qt::ControlModifier | Qt::KeypadModifier);
    QCOMPARE(sent.size(), 2);
    QCOMPARE(editor.takeForSending(), u"hello\n"_s);
    QVERIFY(editor.toPlainText().isEmpty());
    QVERIFY(editor.takeForSending().isEmpty());
}

void MessageEditorTest::arrowsBringBackWhatWasSent()
{
    MessageEditor editor(nullptr);
    editor.resize(300, 100);
    editor.setPlainText(u"first"_s);
    (void)editor.takeForSending();
    editor.setPlainText(u"two\nlines"_s);
    (void)editor.takeForSending();
    QTest::keyClicks(&editor, u"draft"_s);
    QTest::keyClick(&editor, Qt::Key_Up);
    QCOMPARE(editor.toPlainText(), u"two\nlines"_s);
    QTest::keyClick(&editor, Qt::Key_Up); // within the text first
    QCOMPARE(editor.toPlainText(), u"two\nlines"_s);
    QTest::keyClick(&editor, Qt::Key_Up);
    QCOMPARE(editor.toPlainText(), u"first"_s);
    QTest::keyClick(&editor, Qt::Key_Down);
    QTest::keyClick(&editor, Qt::Key_Down);
    QCOMPARE(editor.toPlainText(), u"draft"_s);
}

void MessageEditorTest::itGrowsToFourLines()
{
    MessageEditor editor(nullptr);
    const int one = editor.height();
    editor.setPlainText(u"a\nb"_s);
    const int two = editor.height();
    QVERIFY(two > one);
    editor.setPlainText(u"a\nb\nc\nd"_s);
    const int four = editor.height();
    QCOMPARE(four - one, 3 * (two - one));
    editor.setPlainText(u"a\nb\nc\nd\ne\nf"_s);
    QCOMPARE(editor.height(), four);
}

void MessageEditorTest::draftsSurviveARestart()
{
    const QTemporaryDir folder;
    const QString file = folder.filePath(u"settings.ini"_s);
    {
        QSettings settings(file, QSettings::IniFormat);
        MessageEditor editor(nullptr);
        editor.setPlainText(u"sent, with comma"_s);
        (void)editor.takeForSending();
        editor.setPlainText(u"not yet\nsent"_s);
        editor.save(settings);
    }
    QSettings settings(file, QSettings::IniFormat);
    MessageEditor editor(nullptr);
    editor.restore(settings);
    QCOMPARE(editor.toPlainText(), u"not yet\nsent"_s);
    QCOMPARE(editor.history().sent(), QStringList({u"sent, with comma"_s}));
}

WINDSOCK_TEST(MessageEditorTest)
#include "messageeditortest.moc"
