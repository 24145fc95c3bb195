// SPDX-FileCopyrightText: 2026 Windsock contributors
// SPDX-License-Identifier: GPL-3.0-or-later
// FormField: a labelled input with room for a sentence under it that says what is wrong with what was typed. GUI
// thread; owned by its parent.
#pragma once

#include <QWidget>

class QLabel;

namespace windsock::ui {

class FormField : public QWidget
{
    Q_OBJECT
public:
    /// `input` is named already; the sentence's label is called as it is, with "Error". `extra` stands right of it: a
    /// button, or null.
    FormField(const QString& label, QWidget* input, QWidget* extra, QWidget* parent);

    /// Shows the sentence, and puts the focus where it is to be mended.
    void complain(const QString& sentence);
    void clear();

private:
    QWidget* m_input;
    QLabel* m_error;
};

} // namespace windsock::ui
