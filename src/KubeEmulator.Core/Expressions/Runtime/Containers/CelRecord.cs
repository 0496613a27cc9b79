namespace KubeEmulator.Expressions;

/// <summary>What a message literal makes: the fields that were set, by their names in expressions.</summary>
internal sealed class CelRecord(CelObjectType type, IReadOnlyDictionary<string, CelValue> fields) : CelValue
{
    public override CelType Type => type;

    public IReadOnlyDictionary<string, CelValue> Fields => fields;

    public override bool IsZero => fields.Count == 0;

    public CelValue? Find(string name) => fields.GetValueOrDefault(name);

    public override bool EqualTo(CelValue other) => other is CelRecord r && r.Type.Name == type.Name && r.Fields.Count == fields.Count
        && fields.All(f => r.Find(f.Key) is { } theirs && f.Value.EqualTo(theirs));

    /// <summary>The object with its JSON property names.</summary>
    public override KubeEmulator.Values.Value? ToJson()
    {
        var builder = new KubeEmulator.Values.MapBuilder(fields.Count);
        foreach (var (name, value) in fields)
        {
            if (value.ToJson() is not { } json)
            {
                return null;
            }

            builder.Set(type.Field(name)?.Property ?? name, json);
        }

        return builder.Build();
    }
}
