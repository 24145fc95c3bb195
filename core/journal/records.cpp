// SPDX-FileCopyrightText: 2026 Windsock contributors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/journal/records.h"

namespace windsock::journal {

CapturedBody wholeBody(std::string bytes)
{
    CapturedBody body;
    body.size = bytes.size();
    body.kept = std::make_shared<BodyText>(BodyText{std::move(bytes), {}});
    return body;
}

Level levelOf(int status)
{
    if (status < 400)
        return Level::Info;
    return status < 500 ? Level::Warning : Level::Error;
}

std::string_view remoteIp(const Begun& begun)
{
    const std::string& host = begun.client.host;
    const bool isPath = host.empty() || host.front() == '/' || host.front() == '@';
    return isPath ? std::string_view("0.0.0.0") : std::string_view(host);
}

} // namespace windsock::journal
