// SPDX-FileCopyrightText: 2026 Windsock contributors
// SPDX-License-Identifier: GPL-3.0-or-later
// BodyView: one body, as pretty JSON, text or hex, and how much of it was not kept. GUI thread; owned by its tab.
#pragma once

#include "core/journal/records.h"
#include "ui/theme.h"

#include <QWidget>

#include <array>

class QHBoxLayout;
class QLabel;
class QPlainTextEdit;
class QToolButton;

namespace windsock::ui {

class BodyView : public QWidget
{
    Q_OBJECT
public:
    enum class Form { Pretty, Text, Hex };

    /// `id` begins the object names of what is inside.
    BodyView(const QString& id, const Theme& theme, QWidget* parent);

    /// `encoding` is the Content-Encoding: such bytes are shown as sent.
    void show(const journal::CapturedBody& body, const QString& encoding);
    void clear(const QString& note);
    Form form() const { return m_form; }
    QString text() const;

private:
    QHBoxLayout* buildHead(const QString& id);
    void choose(Form form);
    void render();
    QString noteOf(const journal::CapturedBody& body, const QString& encoding) const;

    const Theme& m_theme;
    std::string m_bytes;
    Form m_form = Form::Text;
    QLabel* m_note;
    QPlainTextEdit* m_view;
    std::array<QToolButton*, 3> m_forms{};
};

} // namespace windsock::ui
