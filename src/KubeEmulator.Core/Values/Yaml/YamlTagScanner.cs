using System.Globalization;
using System.Text;

namespace KubeEmulator.Values;

/// <summary>Directives, anchors, aliases and tags; go-yaml's <c>scannerc.go</c>.</summary>
internal static class YamlTagScanner
{
    /// <summary><c>%YAML 1.1</c> or <c>%TAG !e! tag:example.com,2000:</c> to the end of the line.</summary>
    public static YamlToken Directive(YamlCursor cursor)
    {
        var start = cursor.Mark;
        cursor.Skip();
        var name = Word(cursor);
        if (name.Length == 0)
        {
            throw YamlFaults.Scanner(cursor.Mark, "could not find expected directive name");
        }

        if (!cursor.IsBlankOrEnd())
        {
            throw YamlFaults.Scanner(cursor.Mark, "found unexpected non-alphabetical character");
        }

        var token = name switch
        {
            "YAML" => new YamlToken(YamlTokenKind.VersionDirective, start, Version(cursor)),
            "TAG" => TagDirective(cursor, start),
            _ => throw YamlFaults.Scanner(cursor.Mark, "found unknown directive name"),
        };
        cursor.SkipBlanks();
        cursor.SkipComment();
        if (!cursor.IsBreakOrEnd())
        {
            throw YamlFaults.Scanner(cursor.Mark, "did not find expected comment or line break");
        }

        cursor.SkipLineBreak();
        return token;
    }

    /// <summary><c>&amp;name</c> or <c>*name</c>.</summary>
    public static YamlToken Anchor(YamlCursor cursor, YamlTokenKind kind)
    {
        var start = cursor.Mark;
        cursor.Skip();
        var name = Word(cursor);
        return name.Length > 0 && (cursor.IsBlankOrEnd() || "?:,]}%@`".Contains(cursor.Current, StringComparison.Ordinal))
            ? new YamlToken(kind, start, name)
            : throw YamlFaults.Scanner(cursor.Mark, "did not find expected alphabetic or numeric character");
    }

    /// <summary><c>!local</c>, <c>!!str</c>, <c>!e!name</c> or <c>!&lt;uri&gt;</c>: a handle and a suffix.</summary>
    public static YamlToken Tag(YamlCursor cursor)
    {
        var start = cursor.Mark;
        var (handle, suffix) = ("", "");
        if (cursor.At(1) == '<')
        {
            cursor.Skip(2);
            suffix = Uri(cursor, "");
            if (cursor.Current != '>')
            {
                throw YamlFaults.Scanner(cursor.Mark, "did not find the expected '>'");
            }

            cursor.Skip();
        }
        else
        {
            handle = Handle(cursor, directive: false);
            if (handle.Length > 1 && handle[^1] == '!')
            {
                suffix = Uri(cursor, "");
            }
            else
            {
                suffix = Uri(cursor, handle);
                (handle, suffix) = suffix.Length == 0 ? ("", "!") : ("!", suffix);
            }
        }

        return cursor.IsBlankOrEnd()
            ? new YamlToken(YamlTokenKind.Tag, start, handle, suffix)
            : throw YamlFaults.Scanner(cursor.Mark, "did not find expected whitespace or line break");
    }

    private static string Version(YamlCursor cursor)
    {
        cursor.SkipBlanks();
        var major = Number(cursor);
        if (cursor.Current != '.')
        {
            throw YamlFaults.Scanner(cursor.Mark, "did not find expected digit or '.' character");
        }

        cursor.Skip();
        return string.Create(CultureInfo.InvariantCulture, $"{major}.{Number(cursor)}");
    }

    private static int Number(YamlCursor cursor)
    {
        var (value, digits) = (0, 0);
        while (char.IsAsciiDigit(cursor.Current))
        {
            if (++digits > 2)
            {
                throw YamlFaults.Scanner(cursor.Mark, "found extremely long version number");
            }

            value = (value * 10) + cursor.Current - '0';
            cursor.Skip();
        }

        return digits > 0 ? value : throw YamlFaults.Scanner(cursor.Mark, "did not find expected version number");
    }

    private static YamlToken TagDirective(YamlCursor cursor, YamlMark start)
    {
        cursor.SkipBlanks();
        var handle = Handle(cursor, directive: true);
        if (!cursor.IsBlank())
        {
            throw YamlFaults.Scanner(cursor.Mark, "did not find expected whitespace");
        }

        cursor.SkipBlanks();
        var prefix = Uri(cursor, "");
        return cursor.IsBlankOrEnd()
            ? new YamlToken(YamlTokenKind.TagDirective, start, handle, prefix)
            : throw YamlFaults.Scanner(cursor.Mark, "did not find expected whitespace or line break");
    }

    private static string Handle(YamlCursor cursor, bool directive)
    {
        if (cursor.Current != '!')
        {
            throw YamlFaults.Scanner(cursor.Mark, "did not find expected '!'");
        }

        cursor.Skip();
        var word = Word(cursor);
        if (cursor.Current == '!')
        {
            cursor.Skip();
            return $"!{word}!";
        }

        // In a tag this was no handle but the start of what follows; a directive must have one.
        return directive && word.Length > 0 ? throw YamlFaults.Scanner(cursor.Mark, "did not find expected '!'") : "!" + word;
    }

    private static string Uri(YamlCursor cursor, string head)
    {
        var uri = new StringBuilder(head.Length > 1 ? head[1..] : "");
        var any = head.Length > 0;
        while (cursor.IsWord() || ";/?:@&=+$,.!~*'()[]%".Contains(cursor.Current, StringComparison.Ordinal))
        {
            if (cursor.Current == '%')
            {
                uri.Append(Escaped(cursor));
            }
            else
            {
                cursor.Read(uri);
            }

            any = true;
        }

        return any ? uri.ToString() : throw YamlFaults.Scanner(cursor.Mark, "did not find expected tag URI");
    }

    // One character of UTF-8 in octets such as %C3%A9.
    private static string Escaped(YamlCursor cursor)
    {
        var octets = new List<byte>(4);
        var width = 1;
        while (octets.Count < width)
        {
            if (cursor.Current != '%' || !char.IsAsciiHexDigit(cursor.At(1)) || !char.IsAsciiHexDigit(cursor.At(2)))
            {
                throw YamlFaults.Scanner(cursor.Mark, "did not find URI escaped octet");
            }

            var octet = Convert.ToByte($"{cursor.At(1)}{cursor.At(2)}", 16);
            if (octets.Count == 0)
            {
                width = octet < 0x80 ? 1 : octet >> 5 == 6 ? 2 : octet >> 4 == 14 ? 3 : octet >> 3 == 30 ? 4
                    : throw YamlFaults.Scanner(cursor.Mark, "found an incorrect leading UTF-8 octet");
            }
            else if ((octet & 0xc0) != 0x80)
            {
                throw YamlFaults.Scanner(cursor.Mark, "found an incorrect trailing UTF-8 octet");
            }

            octets.Add(octet);
            cursor.Skip(3);
        }

        return Encoding.UTF8.GetString([.. octets]);
    }

    private static string Word(YamlCursor cursor)
    {
        var word = new StringBuilder();
        while (cursor.IsWord())
        {
            cursor.Read(word);
        }

        return word.ToString();
    }
}
