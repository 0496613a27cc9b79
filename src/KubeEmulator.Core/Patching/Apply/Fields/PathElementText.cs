using System.Globalization;
using System.Text;
using KubeEmulator.Values;

namespace KubeEmulator.Patching.Apply;

/// <summary>Path elements as member names of FieldsV1 (structured-merge-diff <c>fieldpath/serialize-pe.go</c>).</summary>
internal static class PathElementText
{
    /// <summary>The element behind a member name; <c>null</c> for a kind that is not known, which readers skip.</summary>
    /// <exception cref="ValueFormatException">The text is malformed.</exception>
    public static PathElement? Read(string text)
    {
        if (text.Length < 2)
        {
            throw new ValueFormatException("key must be 2 characters long:");
        }

        if (text[1] != ':')
        {
            throw new ValueFormatException($"missing colon: {text}");
        }

        return text[0] switch
        {
            'f' => PathElement.Field(PropertyNames.Intern(text[2..])),
            'v' => PathElement.ValueOf(Value.Parse(text[2..])),
            'k' => ReadKey(text[2..]),
            'i' when int.TryParse(text.AsSpan(2), NumberStyles.AllowLeadingSign, CultureInfo.InvariantCulture, out var index) => PathElement.Index(index),
            'i' => throw new ValueFormatException($"strconv.Atoi: parsing \"{text[2..]}\": invalid syntax"),
            _ => null,
        };
    }

    public static string Write(PathElement element)
    {
        switch (element.Kind)
        {
            case PathElementKind.Field:
                return "f:" + element.Name;
            case PathElementKind.Value:
                return GoJson.Append(new StringBuilder("v:"), element.Item!).ToString();
            case PathElementKind.Index:
                return string.Create(CultureInfo.InvariantCulture, $"i:{element.Position}");
            default:
                var text = new StringBuilder("k:{");
                foreach (var key in element.Keys)
                {
                    GoJson.AppendString(text.Append(text.Length == 3 ? "" : ","), key.Name, html: false).Append(':');
                    // Upstream reads every number as a float64 and writes the shortest form: 1.0 becomes 1.
                    GoJson.Append(text, key.Value);
                }

                return text.Append('}').ToString();
        }
    }

    private static PathElement ReadKey(string json)
    {
        if (Value.Parse(json) is not MapValue map)
        {
            throw new ValueFormatException("ReadObjectCB: expect { or n");
        }

        var fields = new KeyField[map.Count];
        for (var i = 0; i < fields.Length; i++)
        {
            fields[i] = new KeyField(map.Keys[i], map.Values[i]);
        }

        return PathElement.Key(fields);
    }
}
