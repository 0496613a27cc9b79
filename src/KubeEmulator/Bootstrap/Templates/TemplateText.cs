using KubeEmulator.Objects;
using KubeEmulator.Values;

namespace KubeEmulator.Bootstrap;

/// <summary>A <see cref="TemplateLog"/> as lines of JSON: first its revisions, then a line for each write.</summary>
internal static class TemplateText
{
    public static byte[] Write(TemplateLog log)
    {
        var text = new MemoryStream();
        AddLine(text, MapValue.Of(("alone", log.Alone), ("begun", log.Begun), ("bare", log.Bare), ("settled", log.Settled)));
        foreach (var write in log.Writes)
        {
            AddLine(text, MapValue.Of(
                ("group", write.Key.Resource.Group),
                ("resource", write.Key.Resource.Resource),
                ("draws", ListValue.From(write.Draws.Select(d => (Value)$"{d.Purpose} {d.Key}"))),
                ("object", write.Object.Root)));
        }

        return text.ToArray();
    }

    public static TemplateLog Read(byte[] text)
    {
        var writes = new List<TemplateWrite>();
        MapValue? first = null;
        for (var at = 0; at < text.Length;)
        {
            var length = Array.IndexOf(text, (byte)'\n', at) - at;
            var line = (MapValue)Value.Parse(text.AsSpan(at, length));
            at += length + 1;
            if (first is null)
            {
                first = line;
                continue;
            }

            var stored = new KubeObject(line.Map("object")!);
            var resource = new GroupResource(line.StringOrEmpty("group"), line.StringOrEmpty("resource"));
            writes.Add(new TemplateWrite(new ObjectKey(resource, stored.Namespace, stored.Name), stored, [.. line.Strings("draws").Select(ReadDraw)]));
        }

        return new TemplateLog(writes, Revision("alone"), Revision("begun"), Revision("bare"), Revision("settled"));

        long Revision(string name) => first?.Integer(name) ?? throw new InvalidDataException($"The template does not say when it was {name}.");
    }

    private static Draw ReadDraw(string text)
    {
        var space = text.IndexOf(' ', StringComparison.Ordinal);
        return new Draw(text[..space], text[(space + 1)..]);
    }

    private static void AddLine(MemoryStream text, MapValue line)
    {
        text.Write(line.ToUtf8Bytes());
        text.WriteByte((byte)'\n');
    }
}
