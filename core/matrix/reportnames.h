// SPDX-FileCopyrightText: 2026 Windsock contributors
// SPDX-License-Identifier: GPL-3.0-or-later
// ReportNames: gives each section of a report a title and an id that no other has, whatever the environments are
// called. Any one thread.
#pragma once

#include "core/matrix/reportdocument.h"

#include <QSet>

namespace windsock::matrix {

/// Whether reStructuredText can refer to a title by itself: letters, digits, and single spaces, dots, - between them.
bool isPlainTitle(const QString& title);

class ReportNames
{
public:
    /// An empty section. A title that is taken, but for its case, gets " (2)".
    Section section(const QString& title, const QString& shortTitle = {});

private:
    QString unique(const QString& wanted, const QString& next);
    QString idOf(const QString& title);

    QSet<QString> m_taken; // titles and ids: docutils has one name space for both
};

} // namespace windsock::matrix
