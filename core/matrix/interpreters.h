// SPDX-FileCopyrightText: 2026 Windsock contributors
// SPDX-License-Identifier: GPL-3.0-or-later
// Interpreters: the Pythons of this machine, and which of them an environment means. find() and match() may run some:
// they block their caller, who needs no event loop; any thread, one at a time. A value of whoever asked.
#pragma once

#include "core/matrix/interpreterprobe.h"

namespace windsock::matrix {

/// A file called like a Python that is none, or that does not work.
struct BrokenInterpreter
{
    QString path;
    Found found = Found::Path;
    QString reason; ///< a part of a sentence: "it did not answer within 5 s"
};

class Interpreters
{
public:
    static constexpr std::chrono::milliseconds usualLimit{5'000};

    /// Each Python once, in the order in which they are preferred; `limit` is for each one's answer.
    static Interpreters find(const SearchPlaces& places, std::chrono::milliseconds limit = usualLimit);

    const std::vector<Interpreter>& all() const { return m_all; }
    const std::vector<BrokenInterpreter>& broken() const { return m_broken; }

    /// `python` as in EnvironmentSpec. What leaves the minor version open means the first on PATH; else who is no
    /// virtualenv is preferred, and the newest. A path that is not known is asked now. Error (NotFound): a sentence for
    /// the report.
    Result<Interpreter> match(const std::string& python) const;

private:
    Result<Interpreter> atPath(const QString& path) const;
    Error noneOf(const std::string& python) const;

    SearchPlaces m_places;
    std::chrono::milliseconds m_limit = usualLimit;
    std::vector<Interpreter> m_all;
    std::vector<BrokenInterpreter> m_broken;
};

} // namespace windsock::matrix
