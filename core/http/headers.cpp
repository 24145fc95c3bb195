// SPDX-FileCopyrightText: 2026 Windsock contributors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/http/headers.h"

#include <algorithm>

namespace windsock::http {

namespace {

char lower(char c)
{
    return c >= 'A' && c <= 'Z' ? static_cast<char>(c + ('a' - 'A')) : c;
}

std::string_view trimmed(std::string_view text)
{
    const auto first = text.find_first_not_of(" \t");
    if (first == std::string_view::npos)
        return {};
    return text.substr(first, text.find_last_not_of(" \t") - first + 1);
}

bool listHas(std::string_view list, std::string_view token)
{
    while (!list.empty()) {
        if (equalsIgnoringCase(takeElement(list), token))
            return true;
    }
    return false;
}

} // namespace

bool isToken(std::string_view text)
{
    constexpr std::string_view marks = "!#$%&'*+-.^_`|~";
    return !text.empty() && std::all_of(text.begin(), text.end(), [&](char c) {
        return (c >= '0' && c <= '9') || (c >= 'a' && c <= 'z') || (c >= 'A' && c <= 'Z') ||
               marks.find(c) != marks.npos;
    });
}

std::string_view takeElement(std::string_view& list)
{
    const auto comma = std::min(list.find(','), list.size());
    const std::string_view element = trimmed(list.substr(0, comma));
    list.remove_prefix(std::min(comma + 1, list.size()));
    return element;
}

bool equalsIgnoringCase(std::string_view a, std::string_view b)
{
    return a.size() == b.size() &&
           std::equal(a.begin(), a.end(), b.begin(), [](char x, char y) { return lower(x) == lower(y); });
}

Headers::Headers(std::initializer_list<Field> fields)
{
    for (const Field& field : fields)
        add(field.name, field.value);
}

void Headers::reserve(std::size_t fields, std::size_t bytes)
{
    m_index.reserve(fields);
    m_text.reserve(bytes);
}

void Headers::add(std::string_view name, std::string_view value)
{
    const auto start = static_cast<std::uint32_t>(m_text.size());
    const auto nameSize = static_cast<std::uint32_t>(name.size());
    // A view into ourselves would dangle when the text grows.
    const bool own = value.data() >= m_text.data() && value.data() < m_text.data() + m_text.size();
    if (own)
        return add(std::string(name), std::string(value));
    m_text.append(name);
    m_text.append(value);
    m_index.push_back({start, nameSize, start + nameSize, static_cast<std::uint32_t>(value.size())});
}

void Headers::set(std::string_view name, std::string_view value)
{
    const std::string kept(value); // may be a view into a field that goes
    remove(name);
    add(name, kept);
}

void Headers::remove(std::string_view name)
{
    // The text of a removed field stays behind: heads are short-lived, and moving the others would cost more.
    std::erase_if(m_index, [&](const Entry& entry) {
        return equalsIgnoringCase(std::string_view(m_text).substr(entry.name, entry.nameSize), name);
    });
}

void Headers::clear()
{
    m_text.clear();
    m_index.clear();
}

Headers::Field Headers::at(std::size_t index) const
{
    const Entry& entry = m_index[index];
    const std::string_view text = m_text;
    return {text.substr(entry.name, entry.nameSize), text.substr(entry.value, entry.valueSize)};
}

std::optional<std::string_view> Headers::find(std::string_view name) const
{
    for (const Field field : *this) {
        if (equalsIgnoringCase(field.name, name))
            return field.value;
    }
    return std::nullopt;
}

std::string Headers::joined(std::string_view name) const
{
    std::string list;
    for (const Field field : *this) {
        if (equalsIgnoringCase(field.name, name))
            list.append(list.empty() ? "" : ", ").append(field.value);
    }
    return list;
}

std::size_t Headers::count(std::string_view name) const
{
    std::size_t found = 0;
    for (const Field field : *this)
        found += equalsIgnoringCase(field.name, name) ? 1 : 0;
    return found;
}

bool Headers::hasToken(std::string_view name, std::string_view token) const
{
    for (const Field field : *this) {
        if (equalsIgnoringCase(field.name, name) && listHas(field.value, token))
            return true;
    }
    return false;
}

std::size_t Headers::wireSize() const
{
    std::size_t bytes = 0;
    for (const Field field : *this)
        bytes += field.name.size() + field.value.size() + 4;
    return bytes;
}

} // namespace windsock::http
