namespace WebsiteOperator.Models;

/// <summary>A CEL rule, by the name that KubeOps gives it.</summary>
[AttributeUsage(AttributeTargets.Class, AllowMultiple = true)]
public sealed class ValidationRuleAttribute(string rule, string message) : Attribute
{
    public string Rule => rule;

    public string Message => message;
}
