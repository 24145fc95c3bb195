// SPDX-FileCopyrightText: 2026 Windsock contributors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/chat/messageeditor.h"

#include "ui/widgets/naming.h"

#include <QKeyEvent>
#include <QSettings>
#include <QTextBlock>

#include <cmath>

namespace windsock::ui {

using namespace Qt::StringLiterals;

namespace {

const auto sentKey = u"chat/sent"_s;
const auto draftKey = u"chat/draft"_s;

} // namespace

MessageEditor::MessageEditor(QWidget* parent)
    : QPlainTextEdit(parent)
{
    nameWidget(this, u"messageEditor"_s, tr("Message"),
               tr("Ctrl+Return sends, Return starts a new line; Up and Down bring back what was sent before"));
    setLook(this, "kind", u"field"_s);
    setPlaceholderText(tr("Message · Ctrl+Return sends"));
    setTabChangesFocus(true);
    setVerticalScrollBarPolicy(Qt::ScrollBarAsNeeded);
    document()->setDocumentMargin(2);
    connect(this, &QPlainTextEdit::textChanged, this, &MessageEditor::fitHeight);
    fitHeight();
}

void MessageEditor::fitHeight()
{
    int lines = 0;
    for (QTextBlock block = document()->begin(); block.isValid() && lines < mostLines; block = block.next())
        lines += std::max(1, block.lineCount());
    setFixedHeight(lineHeight(std::clamp(lines, 1, mostLines)));
}

int MessageEditor::lineHeight(int lines) const
{
    return lines * QFontMetrics(font()).lineSpacing() + 2 * 2 + 2 * 4 + 2; // document margin, padding, frame
}

void MessageEditor::changeEvent(QEvent* event)
{
    QPlainTextEdit::changeEvent(event);
    if (event->type() == QEvent::FontChange)
        fitHeight();
}

QString MessageEditor::takeForSending()
{
    const QString text = toPlainText();
    if (text.isEmpty())
        return text;
    m_history.add(text);
    clear();
    return text;
}

void MessageEditor::put(const QString& text)
{
    setPlainText(text);
    moveCursor(QTextCursor::End);
}

bool MessageEditor::walk(QKeyEvent* event)
{
    if (event->modifiers() & ~Qt::KeypadModifier)
        return false;
    QTextCursor next = textCursor();
    if (event->key() == Qt::Key_Up && !next.movePosition(QTextCursor::Up)) {
        if (const auto older = m_history.older(toPlainText()))
            put(*older);
        return true;
    }
    if (event->key() == Qt::Key_Down && !next.movePosition(QTextCursor::Down)) {
        if (const auto newer = m_history.newer())
            put(*newer);
        return true;
    }
    return false;
}

void MessageEditor::keyPressEvent(QKeyEvent* event)
{
    const bool isReturn = event->key() == Qt::Key_Return || event->key() == Qt::Key_Enter;
    if (isReturn && event->modifiers().testFlag(Qt::ControlModifier))
        Q_EMIT sendRequested();
    else if (!walk(event))
        QPlainTextEdit::keyPressEvent(event);
}

void MessageEditor::save(QSettings& settings) const
{
    settings.setValue(sentKey, m_history.sent());
    settings.setValue(draftKey, toPlainText());
}

void MessageEditor::restore(const QSettings& settings)
{
    m_history = SendHistory(settings.value(sentKey).toStringList());
    put(settings.value(draftKey).toString());
}

} // namespace windsock::ui
