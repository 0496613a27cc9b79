using System.Net;
using System.Text;

namespace KubeEmulator.Server.Streaming.Proxies;

/// <summary>
/// Rewrites the links of a page, tag by tag; everything else stays byte for byte. Upstream: rewriteHTML in <c>util/proxy/transport.go</c>,
/// with the attributes that HTML 4 and 5 say are links.
/// </summary>
internal static class HtmlLinks
{
    private static readonly Dictionary<string, string[]> Links = new(StringComparer.Ordinal)
    {
        ["a"] = ["href"], ["applet"] = ["codebase"], ["area"] = ["href"], ["audio"] = ["src"], ["base"] = ["href"], ["blockquote"] = ["cite"],
        ["body"] = ["background"], ["button"] = ["formaction"], ["command"] = ["icon"], ["del"] = ["cite"], ["embed"] = ["src"], ["form"] = ["action"],
        ["frame"] = ["longdesc", "src"], ["head"] = ["profile"], ["html"] = ["manifest"], ["iframe"] = ["longdesc", "src"], ["img"] = ["longdesc", "src", "usemap"],
        ["input"] = ["src", "usemap", "formaction"], ["ins"] = ["cite"], ["link"] = ["href"], ["object"] = ["classid", "codebase", "data", "usemap"],
        ["q"] = ["cite"], ["script"] = ["src"], ["source"] = ["src"], ["video"] = ["poster", "src"],
    };

    // What is between these tags is text, whatever it looks like.
    private static readonly HashSet<string> RawText = ["iframe", "noembed", "noframes", "noscript", "plaintext", "script", "style", "title", "textarea", "xmp"];

    /// <summary>The page with its links rewritten.</summary>
    public static string Rewrite(string page, Func<string, string> rewrite)
    {
        var result = new StringBuilder(page.Length + 256);
        var at = 0;
        while (at < page.Length)
        {
            var open = page.IndexOf('<', at);
            if (open < 0)
            {
                break;
            }

            result.Append(page, at, open - at);
            at = open;
            if (page.AsSpan(open).StartsWith("<!--"))
            {
                var end = page.IndexOf("-->", open + 4, StringComparison.Ordinal);
                at = Copy(page, result, open, end < 0 ? page.Length : end + 3);
            }
            else if (open + 1 < page.Length && char.IsAsciiLetter(page[open + 1]) && HtmlTag.Parse(page, open) is { } tag)
            {
                result.Append(Links.TryGetValue(tag.Name, out var links) ? tag.Write(links, rewrite) : page[open..tag.End]);
                at = tag.End;
                if (RawText.Contains(tag.Name) && !tag.ClosesItself)
                {
                    var end = page.IndexOf($"</{tag.Name}", at, StringComparison.OrdinalIgnoreCase);
                    at = Copy(page, result, at, end < 0 ? page.Length : end);
                }
            }
            else
            {
                at = Copy(page, result, open, open + 1);
            }
        }

        return result.Append(page, at, page.Length - at).ToString();
    }

    private static int Copy(string page, StringBuilder result, int from, int to)
    {
        result.Append(page, from, to - from);
        return to;
    }

    /// <summary>A tag with its attributes.</summary>
    private sealed record HtmlTag(string Name, List<(string Name, string Value)> Attributes, bool ClosesItself, int End)
    {
        /// <summary>The tag that begins at a place; null where it has no end.</summary>
        public static HtmlTag? Parse(string page, int open)
        {
            var at = open + 1;
            var name = Word(page, ref at, " \t\r\n\f/>").ToLowerInvariant();
            var attributes = new List<(string, string)>();
            while (true)
            {
                Skip(page, ref at, " \t\r\n\f");
                if (at >= page.Length)
                {
                    return null;
                }

                if (page[at] == '>' || (page[at] == '/' && at + 1 < page.Length && page[at + 1] == '>'))
                {
                    var closes = page[at] == '/';
                    return new HtmlTag(name, attributes, closes, at + (closes ? 2 : 1));
                }

                if (page[at] == '/')
                {
                    at++;
                    continue;
                }

                var key = Word(page, ref at, " \t\r\n\f/>=").ToLowerInvariant();
                Skip(page, ref at, " \t\r\n\f");
                attributes.Add((key, at < page.Length && page[at] == '=' ? ValueOf(page, ref at) : ""));
            }
        }

        /// <summary>The tag as Go's tokenizer prints it.</summary>
        public string Write(string[] links, Func<string, string> rewrite)
        {
            var text = new StringBuilder("<").Append(Name);
            foreach (var (name, value) in Attributes)
            {
                text.Append(' ').Append(name).Append("=\"").Append(Escape(links.Contains(name) ? rewrite(value) : value)).Append('"');
            }

            return text.Append(ClosesItself ? "/>" : ">").ToString();
        }

        private static string Escape(string value) => value
            .Replace("&", "&amp;", StringComparison.Ordinal).Replace("'", "&#39;", StringComparison.Ordinal).Replace("<", "&lt;", StringComparison.Ordinal)
            .Replace(">", "&gt;", StringComparison.Ordinal).Replace("\"", "&#34;", StringComparison.Ordinal).Replace("\r", "&#13;", StringComparison.Ordinal);

        private static string ValueOf(string page, ref int at)
        {
            at++;
            Skip(page, ref at, " \t\r\n\f");
            if (at >= page.Length || page[at] is not ('"' or '\''))
            {
                return WebUtility.HtmlDecode(Word(page, ref at, " \t\r\n\f>"));
            }

            var quote = page[at++];
            var end = page.IndexOf(quote, at);
            end = end < 0 ? page.Length : end;
            var value = page[at..end];
            at = Math.Min(end + 1, page.Length);
            return WebUtility.HtmlDecode(value);
        }

        private static string Word(string page, ref int at, string ends)
        {
            var start = at;

            // An equals sign at the beginning belongs to the name (HTML, 13.2.5.32).
            at = at < page.Length && page[at] == '=' ? at + 1 : at;
            while (at < page.Length && !ends.Contains(page[at]))
            {
                at++;
            }

            return page[start..at];
        }

        private static void Skip(string page, ref int at, string what)
        {
            while (at < page.Length && what.Contains(page[at]))
            {
                at++;
            }
        }
    }
}
