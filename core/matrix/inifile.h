// SPDX-FileCopyrightText: 2026 Windsock contributors
// SPDX-License-Identifier: GPL-3.0-or-later
// IniFile: sections, keys and their lines, in the grammar of iniconfig, which tox 3 reads its files with: values go on
// in indented lines, whole lines may be comments, nothing may be there twice. A plain value, any thread.
#pragma once

#include "core/base/result.h"

#include <QHash>
#include <QString>

#include <memory>
#include <string_view>
#include <utility>
#include <vector>

namespace windsock::matrix {

struct IniValue
{
    QString text; ///< lines are separated by \n, each without the blanks around it
    int line = 0; ///< counts from 1
};

/// What a section holds; sections that are made of one share it.
struct IniItems
{
    std::vector<std::pair<QString, IniValue>> inOrder;
    QHash<QString, std::size_t> index;

    const IniValue* find(const QString& key) const;
};

struct IniSection
{
    QString name;
    int line = 0; ///< counts from 1
    std::shared_ptr<IniItems> items;
};

class IniFile
{
public:
    /// `name` is what errors call the file. Error (Invalid): not UTF-8, a NUL, or not in this grammar; with the line.
    static Result<IniFile> parse(std::string_view bytes, const QString& name);

    const QString& name() const { return m_name; }
    const std::vector<IniSection>& sections() const { return m_sections; }
    const IniSection* section(const QString& name) const;
    /// Null when there is no such section, or no such key in it.
    const IniValue* value(const QString& section, const QString& key) const;

    /// Other sections instead of these.
    void replaceSections(std::vector<IniSection> sections);
    /// "FILE, line N: WHAT."
    Error wrongAt(int line, const QString& what) const;

private:
    explicit IniFile(QString name)
        : m_name(std::move(name))
    {
    }

    QString m_name;
    std::vector<IniSection> m_sections;
    QHash<QString, std::size_t> m_index;
};

} // namespace windsock::matrix
