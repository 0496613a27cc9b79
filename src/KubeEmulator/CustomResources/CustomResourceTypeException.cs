namespace KubeEmulator;

/// <summary>A C# type cannot become a CustomResourceDefinition; the message names the type, the property and the remedy.</summary>
public sealed class CustomResourceTypeException : Exception
{
    /// <summary>A fault with a message.</summary>
    public CustomResourceTypeException(string message)
        : base(message)
    {
    }

    /// <summary>A fault with its cause.</summary>
    public CustomResourceTypeException(string message, Exception inner)
        : base(message, inner)
    {
    }

    internal CustomResourceTypeException(Type entity, string property, string fault)
        : base(property.Length == 0 ? $"{entity.FullName}: {fault}" : $"{entity.FullName}, property {property}: {fault}")
    {
    }
}
