namespace KubeEmulator.Tests.CustomResources;

/// <summary>Attributes with the names that KubeOps and the official client give theirs, as nobody else's package: they are read by name.</summary>
internal static class ModelAttributes
{
    public enum EntityScope
    {
        Namespaced,
        Cluster,
    }

    public enum PrinterColumnPriority
    {
        StandardView,
        WideView,
    }

    public enum XListType
    {
        Atomic,
        Set,
        Map,
    }

    [AttributeUsage(AttributeTargets.Class)]
    public sealed class KubernetesEntityAttribute : Attribute
    {
        public string? Kind { get; set; }

        public string? Group { get; set; }

        public string? ApiVersion { get; set; }

        public string? PluralName { get; set; }
    }

    [AttributeUsage(AttributeTargets.Class)]
    public sealed class EntityScopeAttribute(EntityScope scope = default) : Attribute
    {
        public EntityScope Scope => scope;
    }

    [AttributeUsage(AttributeTargets.Class)]
    public sealed class KubernetesEntityShortNamesAttribute(params string[] shortNames) : Attribute
    {
        public string[] ShortNames => shortNames;
    }

    [AttributeUsage(AttributeTargets.Class)]
    public sealed class StorageVersionAttribute : Attribute;

    [AttributeUsage(AttributeTargets.Class)]
    public sealed class ScaleSubresourceAttribute(string specReplicasPath, string statusReplicasPath, string? labelSelectorPath = null) : Attribute
    {
        public string SpecReplicasPath => specReplicasPath;

        public string StatusReplicasPath => statusReplicasPath;

        public string? LabelSelectorPath => labelSelectorPath;
    }

    [AttributeUsage(AttributeTargets.All)]
    public sealed class IgnoreAttribute : Attribute;

    [AttributeUsage(AttributeTargets.All)]
    public sealed class RequiredAttribute : Attribute;

    [AttributeUsage(AttributeTargets.All)]
    public sealed class PreserveUnknownFieldsAttribute : Attribute;

    [AttributeUsage(AttributeTargets.Property)]
    public sealed class EmbeddedResourceAttribute : Attribute;

    [AttributeUsage(AttributeTargets.Property)]
    public sealed class UniqueItemsAttribute : Attribute;

    [AttributeUsage(AttributeTargets.All)]
    public sealed class DescriptionAttribute(string description) : Attribute
    {
        public string Description => description;
    }

    [AttributeUsage(AttributeTargets.All)]
    public sealed class DefaultValueAttribute(object value) : Attribute
    {
        public object Value => value;

        public bool Json { get; init; }
    }

    [AttributeUsage(AttributeTargets.Property)]
    public sealed class EnumValuesAttribute(params long[] values) : Attribute
    {
        public IReadOnlyList<object> Values => [.. values.Cast<object>()];
    }

    [AttributeUsage(AttributeTargets.Property)]
    public sealed class FormatAttribute(string? format) : Attribute
    {
        public string? Format => format;
    }

    [AttributeUsage(AttributeTargets.Property)]
    public sealed class PatternAttribute(string regexPattern) : Attribute
    {
        public string RegexPattern => regexPattern;
    }

    [AttributeUsage(AttributeTargets.Property)]
    public sealed class LengthAttribute(long minLength = -1, long maxLength = -1) : Attribute
    {
        public long? MinLength => minLength == -1 ? null : minLength;

        public long? MaxLength => maxLength == -1 ? null : maxLength;
    }

    [AttributeUsage(AttributeTargets.Property)]
    public sealed class ItemsAttribute(long minItems = -1, long maxItems = -1) : Attribute
    {
        public long MinItems => minItems;

        public long MaxItems => maxItems;
    }

    [AttributeUsage(AttributeTargets.Property)]
    public sealed class MultipleOfAttribute(double value) : Attribute
    {
        public double Value => value;
    }

    [AttributeUsage(AttributeTargets.Property)]
    public sealed class RangeMinimumAttribute(double minimum, bool exclusiveMinimum = false) : Attribute
    {
        public double Minimum => minimum;

        public bool ExclusiveMinimum => exclusiveMinimum;
    }

    [AttributeUsage(AttributeTargets.Property)]
    public sealed class RangeMaximumAttribute(double maximum, bool exclusiveMaximum = false) : Attribute
    {
        public double Maximum => maximum;

        public bool ExclusiveMaximum => exclusiveMaximum;
    }

    [AttributeUsage(AttributeTargets.Property)]
    public sealed class ExternalDocsAttribute(string url, string? description = null) : Attribute
    {
        public string Url => url;

        public string? Description => description;
    }

    [AttributeUsage(AttributeTargets.Property)]
    public sealed class XListTypeAttribute(XListType listType) : Attribute
    {
        public XListType ListType => listType;
    }

    [AttributeUsage(AttributeTargets.Property)]
    public sealed class XListMapKeysAttribute(params string[] keys) : Attribute
    {
        public string[] Keys => keys;
    }

    [AttributeUsage(AttributeTargets.All, AllowMultiple = true)]
    public sealed class ValidationRuleAttribute(string rule, string? fieldPath = null, string? message = null, string? messageExpression = null, string? reason = null) : Attribute
    {
        public string Rule => rule;

        public string? FieldPath => fieldPath;

        public string? Message => message;

        public string? MessageExpression => messageExpression;

        public string? Reason => reason;
    }

    [AttributeUsage(AttributeTargets.Property)]
    public sealed class AdditionalPrinterColumnAttribute(PrinterColumnPriority priority = default, string? name = null) : Attribute
    {
        public string? Name => name;

        public PrinterColumnPriority Priority => priority;
    }

    [AttributeUsage(AttributeTargets.Class, AllowMultiple = true)]
    public class GenericAdditionalPrinterColumnAttribute(string jsonPath, string name, string type) : Attribute
    {
        public string JsonPath => jsonPath;

        public string Name => name;

        public string Type => type;

        public PrinterColumnPriority Priority { get; init; }
    }

    /// <summary>An attribute made from another, as KubeOps has them for conditions and age.</summary>
    [AttributeUsage(AttributeTargets.Class)]
    public sealed class AgeColumnAttribute() : GenericAdditionalPrinterColumnAttribute(".metadata.creationTimestamp", "Age", "date");
}
