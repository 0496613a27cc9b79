using KubeEmulator.Objects;

namespace KubeEmulator.Patching.Apply;

/// <summary>
/// Who owns fields: one entry of managedFields each. Updates in different API versions are different owners;
/// what somebody applied is one, whatever the version (apimachinery <c>managedfields.go</c>, BuildManagerIdentifier).
/// </summary>
/// <param name="Manager">The field manager's name.</param>
/// <param name="IsApply">Whether the fields were applied rather than updated.</param>
/// <param name="ApiVersion">The version of an update; empty for applied fields.</param>
/// <param name="Subresource">The subresource written through, empty for the object itself.</param>
internal sealed record ManagerId(string Manager, bool IsApply, string ApiVersion, string Subresource)
{
    /// <summary>Stands for the write in progress until it is known whether it changed anything.</summary>
    public static readonly ManagerId CurrentOperation = Of("current-operation");

    /// <summary>The identifier of a write.</summary>
    public static ManagerId Of(string manager, bool isApply = false, string apiVersion = "", string subresource = "") =>
        new(manager, isApply, isApply ? "" : apiVersion, subresource);

    /// <summary>The order in which conflicts name managers: that of the JSON that upstream identifies them by.</summary>
    public int CompareTo(ManagerId other) => string.CompareOrdinal(Text, other.Text);

    /// <summary>As conflicts name it: <c>"kubectl" with subresource "status" using apps/v1</c>.</summary>
    public override string ToString()
    {
        var name = GoText.Quote(Manager);
        if (Subresource.Length > 0)
        {
            name += $" with subresource {GoText.Quote(Subresource)}";
        }

        return IsApply || ApiVersion.Length == 0 ? name : $"{name} using {ApiVersion}";
    }

    private string Text => $"{{\"manager\":\"{Manager}\",\"operation\":\"{(IsApply ? "Apply" : "Update")}\",\"apiVersion\":\"{ApiVersion}\",\"subresource\":\"{Subresource}\"}}";
}
