// SPDX-FileCopyrightText: 2026 Windsock contributors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/matrix/transcriptview.h"

#include "ui/widgets/naming.h"

namespace windsock::ui {

using namespace Qt::StringLiterals;

TranscriptView::TranscriptView(const QString& objectName, const QString& accessibleName, const Theme& theme,
                               QWidget* parent)
    : QPlainTextEdit(parent)
    , m_theme(theme)
{
    nameWidget(this, objectName, accessibleName);
    setLook(this, "kind", u"viewer"_s);
    setReadOnly(true);
    setTabChangesFocus(true);
    setFrameShape(NoFrame);
    document()->setDocumentMargin(12);
}

void TranscriptView::begin()
{
    setFont(m_theme.mono());
    clear();
}

void TranscriptView::add(const QString& text, const QColor& color)
{
    QTextCursor cursor(document());
    cursor.movePosition(QTextCursor::End);
    if (!document()->isEmpty())
        cursor.insertBlock();
    QTextCharFormat look;
    look.setForeground(color);
    cursor.insertText(text, look);
}

void TranscriptView::addSection(const QString& title, const QString& text)
{
    if (text.trimmed().isEmpty())
        return;
    if (!document()->isEmpty())
        add(u" "_s, m_theme.colors().muted);
    add(title, m_theme.colors().muted);
    add(text.trimmed(), m_theme.colors().text);
}

void TranscriptView::addSteps(const std::vector<matrix::Step>& steps)
{
    if (steps.empty())
        return;
    add(tr("Pages"), m_theme.colors().muted);
    for (const matrix::Step& step : steps)
        add((step.ok ? u"✓ "_s : u"✗ "_s) + step.text, step.ok ? m_theme.colors().ok : m_theme.colors().error);
}

void TranscriptView::end(const QString& whenEmpty)
{
    if (document()->isEmpty())
        add(whenEmpty, m_theme.colors().muted);
    moveCursor(QTextCursor::Start);
}

void TranscriptView::showConversation(const EnvironmentRow& row)
{
    const Colors& c = m_theme.colors();
    begin();
    if (row.tried) {
        for (const QString& line : row.result.conversation.lines)
            add(line, line.startsWith(u'>') || line.startsWith(u'<') ? c.text : c.muted);
        if (!row.result.conversation.why.isEmpty())
            add(row.result.conversation.why, c.error);
    }
    end(isDone(row) ? tr("Its WebSocket was not spoken to; Why says what kept us from it.")
                    : tr("What is said to its WebSocket, and what it answers, when it is tried."));
}

void TranscriptView::showLog(const EnvironmentRow& row)
{
    begin();
    if (row.tried) {
        addSteps(row.result.steps);
        addSection(tr("Logged while the pages were asked for"), row.result.pagesLog);
        addSection(tr("Logged while the WebSocket was spoken to"), row.result.webSocketLog);
    }
    end(isDone(row) ? tr("Nothing was served, so nothing was logged; Why says what kept us from it.")
                    : tr("Each page that is asked for, and what is logged and printed meanwhile, when it is tried."));
}

} // namespace windsock::ui
