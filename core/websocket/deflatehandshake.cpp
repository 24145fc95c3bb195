// SPDX-FileCopyrightText: 2026 Windsock contributors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/websocket/deflatehandshake.h"

#include <algorithm>
#include <string_view>
#include <utility>
#include <vector>

namespace windsock::websocket {

namespace {

constexpr std::string_view extensionName = "permessage-deflate";
constexpr std::string_view fieldName = "Sec-WebSocket-Extensions";
constexpr int leastBits = 8;
// zlib compresses with a window of 9 bits at least; a peer that wants 8 is not offered what it could not read.
constexpr int leastOwnBits = 9;
constexpr int mostBits = 15;

std::string_view trimmed(std::string_view text)
{
    return http::takeElement(text);
}

struct Parameter
{
    std::string_view name;
    std::optional<std::string_view> value;
};

/// One element of the list: a name and its parameters. Quoted values hold no comma or semicolon here: tokens alone are
/// allowed in them (RFC 6455 §9.1).
struct Extension
{
    std::string_view name;
    std::vector<Parameter> parameters;
};

std::string_view unquoted(std::string_view value)
{
    if (value.size() >= 2 && value.front() == '"' && value.back() == '"')
        return value.substr(1, value.size() - 2);
    return value;
}

Extension parseExtension(std::string_view text)
{
    Extension extension;
    bool first = true;
    bool more = true;
    while (more) {
        const auto end = text.find(';');
        const std::string_view part = trimmed(text.substr(0, end));
        more = end != std::string_view::npos;
        text.remove_prefix(more ? end + 1 : text.size());
        const auto equals = part.find('=');
        if (std::exchange(first, false))
            extension.name = part;
        else if (equals == std::string_view::npos)
            extension.parameters.push_back({part, std::nullopt});
        else
            extension.parameters.push_back(
                {trimmed(part.substr(0, equals)), unquoted(trimmed(part.substr(equals + 1)))});
    }
    return extension;
}

std::vector<Extension> extensionsOf(const http::Headers& headers)
{
    std::vector<Extension> extensions;
    for (const auto field : headers) {
        std::string_view list = field.value;
        while (http::equalsIgnoringCase(field.name, fieldName) && !list.empty()) {
            if (const std::string_view element = http::takeElement(list); !element.empty())
                extensions.push_back(parseExtension(element));
        }
    }
    return extensions;
}

/// 8 to 15, without leading zeros (RFC 7692 §7.1.2).
std::optional<int> bitsOf(const std::optional<std::string_view>& value)
{
    if (!value || value->empty() || value->size() > 2 || value->front() == '0' ||
        !std::all_of(value->begin(), value->end(), [](char c) { return c >= '0' && c <= '9'; }))
        return std::nullopt;
    int bits = 0;
    for (const char c : *value)
        bits = 10 * bits + (c - '0');
    return bits >= leastBits && bits <= mostBits ? std::optional<int>(bits) : std::nullopt;
}

/// What stands in an offer or an answer, each parameter once.
struct Parsed
{
    DeflateParameters parameters;
    bool hasServerBits = false;
    bool hasClientBits = false; ///< in an offer perhaps without a value: "you may ask for less"
};

/// Nothing when a parameter is unknown, twice there, or has a value that it cannot have.
std::optional<Parsed> parseParameters(const Extension& extension, bool isOffer)
{
    Parsed parsed;
    DeflateParameters& out = parsed.parameters;
    for (const Parameter& parameter : extension.parameters) {
        if (parameter.name == "server_no_context_takeover" && !parameter.value && !out.serverNoContextTakeover) {
            out.serverNoContextTakeover = true;
        } else if (parameter.name == "client_no_context_takeover" && !parameter.value && !out.clientNoContextTakeover) {
            out.clientNoContextTakeover = true;
        } else if (const auto bits = bitsOf(parameter.value);
                   parameter.name == "server_max_window_bits" && bits && !parsed.hasServerBits) {
            parsed.hasServerBits = out.serverBitsAsked = true;
            out.serverMaxWindowBits = *bits;
        } else if (parameter.name == "client_max_window_bits" && !parsed.hasClientBits &&
                   (bits || (isOffer && !parameter.value))) {
            parsed.hasClientBits = true;
            out.clientMaxWindowBits = bits.value_or(mostBits);
        } else {
            return std::nullopt;
        }
    }
    return parsed;
}

std::string withParameters(const DeflateParameters& parameters)
{
    std::string text(extensionName);
    if (parameters.serverNoContextTakeover)
        text += "; server_no_context_takeover";
    if (parameters.clientNoContextTakeover)
        text += "; client_no_context_takeover";
    if (parameters.serverMaxWindowBits != mostBits || parameters.serverBitsAsked)
        text += "; server_max_window_bits=" + std::to_string(parameters.serverMaxWindowBits);
    return text;
}

/// The start of foreign text, fit to be quoted in a sentence.
std::string printable(std::string_view text)
{
    std::string out(text.substr(0, 100));
    std::replace_if(
        out.begin(), out.end(), [](char c) { return c < 0x20 || c >= 0x7f; }, '?');
    return out;
}

DeflateAnswer fault(const std::string& what)
{
    return {std::nullopt, what};
}

} // namespace

std::optional<DeflateParameters> chooseDeflate(const http::Headers& request, const DeflateParameters& wanted)
{
    for (const Extension& extension : extensionsOf(request)) {
        if (extension.name != extensionName)
            continue;
        const auto offer = parseParameters(extension, true);
        if (!offer || offer->parameters.serverMaxWindowBits < leastOwnBits)
            continue;
        DeflateParameters chosen = offer->parameters;
        chosen.serverNoContextTakeover |= wanted.serverNoContextTakeover;
        chosen.clientNoContextTakeover |= wanted.clientNoContextTakeover;
        chosen.serverMaxWindowBits = std::min(chosen.serverMaxWindowBits, wanted.serverMaxWindowBits);
        // Not without the client's leave (RFC 7692 §7.1.2.2).
        chosen.clientMaxWindowBits =
            offer->hasClientBits ? std::min(chosen.clientMaxWindowBits, wanted.clientMaxWindowBits) : mostBits;
        return chosen;
    }
    return std::nullopt;
}

std::string deflateResponse(const DeflateParameters& chosen)
{
    std::string text = withParameters(chosen);
    if (chosen.clientMaxWindowBits != mostBits)
        text += "; client_max_window_bits=" + std::to_string(chosen.clientMaxWindowBits);
    return text;
}

std::string deflateOffer(const DeflateParameters& offered)
{
    std::string text = withParameters(offered) + "; client_max_window_bits";
    if (offered.clientMaxWindowBits != mostBits)
        text += '=' + std::to_string(offered.clientMaxWindowBits);
    return text;
}

std::optional<DeflateParameters> agreedDeflate(const http::Headers& response)
{
    const auto extensions = extensionsOf(response);
    if (extensions.size() != 1 || extensions.front().name != extensionName)
        return std::nullopt;
    const auto answer = parseParameters(extensions.front(), false);
    return answer ? std::optional(answer->parameters) : std::nullopt;
}

DeflateAnswer readDeflateAnswer(const http::Headers& response, const std::optional<DeflateParameters>& offered)
{
    const auto extensions = extensionsOf(response);
    if (extensions.empty())
        return {};
    const Extension& extension = extensions.front();
    if (!offered || extension.name != extensionName)
        return fault("uses the extension \"" + printable(extension.name) + "\", which was not offered");
    if (extensions.size() > 1)
        return fault("uses more extensions than were offered");
    const auto answer = parseParameters(extension, false);
    if (!answer)
        return fault("answered permessage-deflate with parameters that RFC 7692 §7.1 does not allow");
    const DeflateParameters& chosen = answer->parameters;
    if (offered->serverNoContextTakeover && !chosen.serverNoContextTakeover)
        return fault("did not agree to server_no_context_takeover, which was a condition");
    if (chosen.serverMaxWindowBits > offered->serverMaxWindowBits)
        return fault("wants a larger window than server_max_window_bits allowed it");
    if (chosen.clientMaxWindowBits < leastOwnBits)
        return fault("wants client_max_window_bits=8, which zlib cannot do");
    return {chosen, {}};
}

} // namespace windsock::websocket
