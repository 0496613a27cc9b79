using System.Globalization;
using KubeEmulator.Objects;
using KubeEmulator.Schemas;
using KubeEmulator.Values;

namespace KubeEmulator.Patching.Apply;

/// <summary><c>metadata.managedFields</c> in and out (apimachinery <c>managedfields/internal/managedfields.go</c>).</summary>
internal static class ManagedFields
{
    private const string Member = "managedFields";

    /// <summary>The raw list of an object; null where it has none.</summary>
    public static ListValue? ListOf(MapValue document) => document.Map("metadata")?.List(Member);

    /// <summary>The document with another list, or without one.</summary>
    public static MapValue With(MapValue document, ListValue? list)
    {
        if (document.Map("metadata") is not { } metadata)
        {
            return document;
        }

        var edited = list is { Count: > 0 } ? metadata.With(Member, list) : metadata.Without(Member);
        return ReferenceEquals(edited, metadata) ? document : document.With("metadata", edited);
    }

    /// <summary>Whether the list asks to forget all owners: it is there but empty, or holds one empty entry.</summary>
    public static bool IsReset(ListValue? list) => list is { Count: 0 } || (list is { Count: 1 } && list[0] is MapValue { Count: 0 });

    /// <summary>Why a list is no valid managedFields; null where it is. Mutating admission may have broken it.</summary>
    public static string? FaultOf(ListValue? list)
    {
        try
        {
            _ = Read(list);
            return null;
        }
        catch (ValueFormatException fault)
        {
            return fault.Message;
        }
    }

    /// <summary>The owners in a list; none where the list is not valid.</summary>
    public static FieldOwners ReadOrNone(ListValue? list)
    {
        try
        {
            return Read(list);
        }
        catch (ValueFormatException)
        {
            return new FieldOwners();
        }
    }

    /// <summary>The owners in a list.</summary>
    /// <exception cref="ValueFormatException">An entry is malformed.</exception>
    public static FieldOwners Read(ListValue? list)
    {
        var owners = new FieldOwners();
        for (var i = 0; i < (list?.Count ?? 0); i++)
        {
            owners.Restore(ReadEntry(list![i] as MapValue ?? MapValue.Empty, i));
        }

        return owners;
    }

    /// <summary>The list as served: applies first, then by time, manager, version and subresource.</summary>
    /// <param name="owners">The owners.</param>
    /// <param name="previous">The list that the owners were read from: returned itself where nothing has changed.</param>
    /// <param name="isUnstructured">Whether new entries are written by name.</param>
    public static ListValue? Write(FieldOwners owners, ListValue? previous, bool isUnstructured = false)
    {
        if (owners.Count == 0)
        {
            return null;
        }

        var sorted = owners.ToArray();
        Array.Sort(sorted, CompareServed);
        var entries = new Value[sorted.Length];
        var unchanged = previous?.Count == entries.Length;
        for (var i = 0; i < entries.Length; i++)
        {
            entries[i] = sorted[i].Unchanged ?? (isUnstructured ? UnstructuredForm.Of(WriteEntry(sorted[i])) : WriteEntry(sorted[i]));
            unchanged = unchanged && ReferenceEquals(entries[i], previous![i]);
        }

        return unchanged ? previous : ListValue.Of(entries);
    }

    private static FieldOwner ReadEntry(MapValue entry, int index)
    {
        var operation = entry.StringOrEmpty("operation");
        if (operation is not ("Apply" or "Update"))
        {
            throw new ValueFormatException("operation must be `Apply` or `Update`");
        }

        var apiVersion = entry.StringOrEmpty("apiVersion");
        if (apiVersion.Length == 0)
        {
            throw new ValueFormatException("apiVersion must not be empty");
        }

        switch (entry.StringOrEmpty("fieldsType"))
        {
            case "FieldsV1":
                break;
            case "":
                throw new ValueFormatException($"missing fieldsType in managed fields entry {index}");
            case var type:
                throw new ValueFormatException($"invalid fieldsType {GoText.Quote(type)} in managed fields entry {index}");
        }

        var fields = FieldsV1Text.Read(entry.Map("fieldsV1") ?? MapValue.Empty);
        var id = ManagerId.Of(entry.StringOrEmpty("manager"), operation == "Apply", apiVersion, entry.StringOrEmpty("subresource"));
        var time = entry.String("time");
        return new FieldOwner(id, fields, apiVersion) { Time = time, Source = new FieldOwnerSource(entry, fields, apiVersion, time) };
    }

    private static MapValue WriteEntry(FieldOwner owner)
    {
        var entry = new MapBuilder(7);
        if (owner.Id.Manager.Length > 0)
        {
            entry.Set("manager", owner.Id.Manager);
        }

        entry.Set("operation", owner.Id.IsApply ? "Apply" : "Update");
        entry.Set("apiVersion", owner.ApiVersion);
        if (owner.Time is not null)
        {
            entry.Set("time", owner.Time);
        }

        entry.Set("fieldsType", "FieldsV1");
        var fields = KnownFieldSets.Share(owner.Fields);
        FieldsV1Text.Note(fields);
        entry.Set("fieldsV1", fields.FieldsV1);
        if (owner.Id.Subresource.Length > 0)
        {
            entry.Set("subresource", owner.Id.Subresource);
        }

        return entry.Build();
    }

    private static int CompareServed(FieldOwner left, FieldOwner right)
    {
        if (left.Id.IsApply != right.Id.IsApply)
        {
            return left.Id.IsApply ? -1 : 1;
        }

        var byTime = CompareTimes(left.Time, right.Time);
        if (byTime != 0)
        {
            return byTime;
        }

        var byManager = string.CompareOrdinal(left.Id.Manager, right.Id.Manager);
        var byVersion = byManager != 0 ? byManager : string.CompareOrdinal(left.ApiVersion, right.ApiVersion);
        return byVersion != 0 ? byVersion : string.CompareOrdinal(left.Id.Subresource, right.Id.Subresource);
    }

    /// <summary>Orders times by their second; an unknown time is 1970.</summary>
    internal static int CompareTimes(string? left, string? right)
    {
        // The form that the server itself writes sorts as text.
        if (left is { Length: 20 } && right is { Length: 20 } && left[^1] == 'Z' && right[^1] == 'Z')
        {
            return string.CompareOrdinal(left, right);
        }

        return Seconds(left).CompareTo(Seconds(right));
    }

    private static long Seconds(string? time) =>
        DateTimeOffset.TryParse(time, CultureInfo.InvariantCulture, DateTimeStyles.RoundtripKind, out var parsed) ? parsed.ToUnixTimeSeconds() : 0;
}
