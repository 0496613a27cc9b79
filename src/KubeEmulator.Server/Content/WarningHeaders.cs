using System.Text;
using Microsoft.AspNetCore.Http;

namespace KubeEmulator.Server.Content;

/// <summary>Warnings for the client as <c>Warning</c> headers. Upstream: <c>apiserver/pkg/endpoints/filters/warning.go</c>.</summary>
internal static class WarningHeaders
{
    // All warnings of one answer; those that do not fit are cut, then left out.
    private const int MaxTotal = 4096;

    private const int MaxEachWhenCut = 256;

    /// <summary>Adds a header for each warning gathered so far.</summary>
    public static void Write(Exchange exchange)
    {
        var warnings = exchange.Warnings;
        if (warnings.Count == 0)
        {
            return;
        }

        var texts = warnings.Select(Header).ToArray();
        if (texts.Sum(t => t.Length) > MaxTotal)
        {
            texts = [.. warnings.Select(w => Header(w.Length > MaxEachWhenCut ? w[..MaxEachWhenCut] : w))];
        }

        var total = 0;
        foreach (var text in texts)
        {
            total += text.Length;
            if (total <= MaxTotal)
            {
                exchange.Http.Response.Headers.Append("Warning", text);
            }
        }
    }

    // 299 - "text": quotes and backslashes are escaped, control characters left out.
    internal static string Header(string warning)
    {
        var text = new StringBuilder("299 - \"", warning.Length + 16);
        foreach (var c in warning)
        {
            if (c is '"' or '\\')
            {
                text.Append('\\');
            }

            if (!char.IsControl(c))
            {
                text.Append(c);
            }
        }

        return text.Append('"').ToString();
    }
}
