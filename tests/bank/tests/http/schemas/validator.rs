//! A value held against a schema of an OpenAPI 3.0 description: the keywords that TrueLayer's use, and no others. A
//! library would bring forty crates into every build, for a test that runs only where the descriptions are at hand.

use serde_json::Value;

/// Keywords that demand nothing of a value here. (`maxItems` stands at strings only.)
const ANNOTATIONS: [&str; 8] =
    ["description", "example", "deprecated", "title", "format", "default", "discriminator", "maxItems"];

/// What is wrong with `value`, each with where it is. `document` resolves references; an unknown keyword panics.
pub(crate) fn problems(document: &Value, schema: &Value, value: &Value, at: &str) -> Vec<String> {
    let keywords = schema.as_object().unwrap();
    keywords.iter().flat_map(|(keyword, wanted)| broken(document, schema, (keyword, wanted), value, at)).collect()
}

fn broken(document: &Value, schema: &Value, (keyword, wanted): (&str, &Value), value: &Value, at: &str) -> Vec<String> {
    let one =
        |is_right: bool| if is_right { Vec::new() } else { vec![format!("{at}: {keyword} {wanted}, is {value}")] };
    let list = |list: &Value| list.as_array().unwrap().clone();
    match keyword {
        "type" => one(is_of_type(wanted.as_str().unwrap(), value)),
        "enum" => one(list(wanted).contains(value)),
        "required" => {
            let missing = |name: &Value| value.is_object() && value.get(name.as_str().unwrap()).is_none();
            one(!list(wanted).iter().any(missing))
        }
        "properties" => {
            let given = wanted.as_object().unwrap().iter().filter_map(|(name, it)| Some((name, it, value.get(name)?)));
            given.flat_map(|(name, it, value)| problems(document, it, value, &format!("{at}/{name}"))).collect()
        }
        "additionalProperties" => {
            assert_eq!(*wanted, false);
            let mut names = value.as_object().into_iter().flat_map(|fields| fields.keys());
            one(names.all(|name| schema["properties"].get(name).is_some()))
        }
        "items" => {
            let items = value.as_array().into_iter().flatten().enumerate();
            items.flat_map(|(index, item)| problems(document, wanted, item, &format!("{at}/{index}"))).collect()
        }
        "$ref" => problems(document, resolved(document, wanted), value, at),
        "allOf" => list(wanted).iter().flat_map(|it| problems(document, it, value, at)).collect(),
        "oneOf" => one(list(wanted).iter().filter(|it| problems(document, it, value, at).is_empty()).count() == 1),
        keyword => {
            assert!(ANNOTATIONS.contains(&keyword), "{keyword} is not known here");
            Vec::new()
        }
    }
}

/// What a `#/…` reference stands for.
pub(crate) fn resolved<'a>(document: &'a Value, reference: &Value) -> &'a Value {
    let pointer = reference.as_str().unwrap().strip_prefix('#').unwrap();
    document.pointer(pointer).unwrap_or_else(|| panic!("nothing at {pointer}"))
}

fn is_of_type(wanted: &str, value: &Value) -> bool {
    match wanted {
        "object" => value.is_object(),
        "array" => value.is_array(),
        "string" => value.is_string(),
        "number" => value.is_number(),
        "integer" => value.is_i64() || value.is_u64(),
        "boolean" => value.is_boolean(),
        wanted => panic!("the type {wanted} is not known here"),
    }
}

#[test]
fn every_keyword_can_fail() {
    use serde_json::json;
    let document = json!({ "components": { "Name": { "type": "string" } } });
    let name = json!({ "$ref": "#/components/Name" });
    for (schema, right, wrong) in [
        (json!({ "type": "integer" }), json!(1), json!(1.5)),
        (json!({ "type": "number" }), json!(1.5), json!("1.5")),
        (json!({ "enum": ["a"] }), json!("a"), json!("b")),
        (json!({ "required": ["a"] }), json!({ "a": 1 }), json!({ "b": 1 })),
        (json!({ "properties": { "a": name } }), json!({ "a": "x", "b": 1 }), json!({ "a": 1 })),
        (json!({ "properties": { "a": name }, "additionalProperties": false }), json!({ "a": "x" }), json!({ "b": 1 })),
        (json!({ "items": name }), json!(["x"]), json!(["x", 1])),
        (json!({ "allOf": [name, { "enum": ["a", 1] }] }), json!("a"), json!(1)),
        (json!({ "oneOf": [name, { "enum": ["a"] }] }), json!("b"), json!("a")),
    ] {
        assert_eq!(problems(&document, &schema, &right, ""), [""; 0], "{schema}");
        assert_ne!(problems(&document, &schema, &wrong, ""), [""; 0], "{schema}");
    }
}
