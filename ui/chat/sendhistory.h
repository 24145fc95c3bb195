// SPDX-FileCopyrightText: 2026 Windsock contributors
// SPDX-License-Identifier: GPL-3.0-or-later
// SendHistory: messages sent before, walked with the arrow keys as in a shell; what was being typed comes back at the
// end. A plain value; one thread at a time.
#pragma once

#include <QString>
#include <QStringList>

#include <optional>

namespace windsock::ui {

class SendHistory
{
public:
    static constexpr qsizetype most = 200;

    explicit SendHistory(QStringList sent = {});

    const QStringList& sent() const { return m_sent; }
    /// Remembers a sent message, last; a repetition moves there. Ends a walk.
    void add(const QString& text);
    /// The message before the one shown; `typed` is what the editor holds. Nothing at the oldest.
    std::optional<QString> older(const QString& typed);
    /// The one after, at last what was typed. Nothing when no walk is on.
    std::optional<QString> newer();

private:
    QStringList m_sent;
    QString m_draft;
    qsizetype m_position; ///< of what is shown; m_sent.size() is the draft
};

} // namespace windsock::ui
