// SPDX-FileCopyrightText: 2026 Windsock contributors
// SPDX-License-Identifier: GPL-3.0-or-later
// GuidePanel: the user guide inside the window: a list of topics and the page, read from resources/guide. GUI thread;
// owned by the window.
#pragma once

#include "ui/widgets/pane.h"

class QComboBox;
class QTextBrowser;

namespace windsock::ui {

class GuidePanel : public Pane
{
    Q_OBJECT
public:
    GuidePanel(const Theme& theme, QWidget* parent);

    /// "first-steps": the file's name without ".md".
    void openTopic(const QString& topic);
    static QStringList topics();
    static QString titleOf(const QString& topic);

private:
    void build();
    void restyle();

    const Theme& m_look;
    QComboBox* m_topics;
    QTextBrowser* m_page;
};

} // namespace windsock::ui
