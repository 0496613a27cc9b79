using KubeEmulator.Values;

namespace KubeEmulator.Patching.Apply;

/// <summary>Which fields the manager of documents of one shape comes to own, and the managedFields that say so at one second.</summary>
internal sealed class KnownShape(string manager, FieldSet fields)
{
    private volatile Dated? _last;

    public string Manager => manager;

    public FieldSet Fields => fields;

    /// <summary>The list with a time; objects of the same second share one.</summary>
    public ListValue ListAt(string time, Func<KnownShape, ListValue> write)
    {
        var last = _last;
        if (last is null || last.Time != time)
        {
            _last = last = new Dated(time, write(this));
        }

        return last.List;
    }

    private sealed record Dated(string Time, ListValue List);
}
