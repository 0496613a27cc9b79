using System.Text.RegularExpressions;

namespace KubeEmulator.Schemas;

/// <summary>Numbers that carry a check digit: ISBN and credit cards.</summary>
internal static partial class CheckedNumbers
{
    public static bool IsIsbn10(string text)
    {
        var digits = Separators().Replace(text, "");
        if (!Isbn10().IsMatch(digits))
        {
            return false;
        }

        var sum = 10 * (digits[9] == 'X' ? 10 : digits[9] - '0');
        for (var i = 0; i < 9; i++)
        {
            sum += (i + 1) * (digits[i] - '0');
        }

        return sum % 11 == 0;
    }

    public static bool IsIsbn13(string text)
    {
        var digits = Separators().Replace(text, "");
        if (digits.Length != 13 || !digits.All(char.IsAsciiDigit))
        {
            return false;
        }

        var sum = 0;
        for (var i = 0; i < 12; i++)
        {
            sum += (i % 2 == 0 ? 1 : 3) * (digits[i] - '0');
        }

        return digits[12] - '0' == (10 - (sum % 10)) % 10;
    }

    public static bool IsCreditCard(string text)
    {
        var digits = new string([.. text.Where(char.IsAsciiDigit)]);
        return CreditCard().IsMatch(digits) && LuhnSum(digits) % 10 == 0;
    }

    private static int LuhnSum(string digits)
    {
        var sum = 0;
        for (var i = 0; i < digits.Length; i++)
        {
            var digit = digits[digits.Length - 1 - i] - '0';
            var doubled = digit * 2;
            sum += i % 2 == 0 ? digit : doubled >= 10 ? doubled - 9 : doubled;
        }

        return sum;
    }

    [GeneratedRegex("[\\s-]+", RegexOptions.CultureInvariant)]
    private static partial Regex Separators();

    [GeneratedRegex("^[0-9]{9}[0-9X]\\z", RegexOptions.CultureInvariant)]
    private static partial Regex Isbn10();

    // The issuers' prefixes and lengths.
    [GeneratedRegex("^(?:4[0-9]{12}(?:[0-9]{3})?|5[1-5][0-9]{14}|6(?:011|5[0-9][0-9])[0-9]{12}|3[47][0-9]{13}|3(?:0[0-5]|[68][0-9])[0-9]{11}|(?:2131|1800|35[0-9]{3})[0-9]{11})\\z", RegexOptions.CultureInvariant)]
    private static partial Regex CreditCard();
}
