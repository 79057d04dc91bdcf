// Every ATen operator, reached by name through the dispatcher's boxed call, autograd included.
#include <ATen/core/dispatch/Dispatcher.h>

#include <cstdlib>
#include <vector>

#include "door.h"

namespace {

enum Tag : int32_t {
  None, TensorTag, Int, Double, Bool, String, IntList, DoubleList, TensorList, BoolList, DeviceTag, GeneratorTag,
};

struct Value {
  int32_t tag;
  int32_t length;  // of a string or list; device index of a device
  union {
    int64_t i;
    double d;
    void* p;
  };
};

// What the operator's schema wants at one place, worked out once per operator.
struct Parameter {
  c10::TypeKind kind;
  c10::TypeKind element;
  bool optional;
  bool elementOptional;
  bool scalarType;  // an int to the dispatcher, but one that indexes tables unchecked
  int32_t repeat;  // N of int[N]: a single number stands for N equal ones; 0 otherwise
};

struct Operator {
  c10::OperatorHandle handle;
  std::vector<Parameter> parameters;
};

c10::TypeKind kindOf(c10::TypePtr type) {
  if (type->kind() == c10::TypeKind::OptionalType) type = type->castRaw<c10::OptionalType>()->getElementType();
  return type->kind();
}

Parameter describe(const c10::Argument& argument) {
  Parameter p{};
  p.scalarType = kindOf(argument.real_type()) == c10::TypeKind::ScalarTypeType;
  c10::TypePtr type = argument.type();
  if (type->kind() == c10::TypeKind::OptionalType) {
    p.optional = true;
    type = type->castRaw<c10::OptionalType>()->getElementType();
  }
  p.kind = type->kind();
  if (p.kind == c10::TypeKind::ListType) {
    c10::TypePtr element = type->castRaw<c10::ListType>()->getElementType();
    if (element->kind() == c10::TypeKind::OptionalType) {
      p.elementOptional = true;
      element = element->castRaw<c10::OptionalType>()->getElementType();
    }
    p.element = element->kind();
    if (argument.N()) p.repeat = *argument.N();
  }
  return p;
}

double number(const Value& v) { return v.tag == Double ? v.d : static_cast<double>(v.i); }

bool isNumber(const Value& v) { return v.tag == Int || v.tag == Double || v.tag == Bool; }

[[noreturn]] void mismatch(const c10::Argument& a) {
  throw std::invalid_argument("argument '" + a.name() + "' must be " + a.real_type()->str());
}

c10::IValue convertList(const Value& v, const Parameter& p, const c10::Argument& a) {
  switch (p.element) {
    case c10::TypeKind::IntType: {
      c10::List<int64_t> list;
      if (v.tag == IntList) {
        const auto* data = static_cast<const int64_t*>(v.p);
        list.reserve(v.length);
        for (int32_t k = 0; k < v.length; ++k) list.push_back(data[k]);
      } else if (v.tag == Int && p.repeat > 0) {
        for (int32_t k = 0; k < p.repeat; ++k) list.push_back(v.i);
      } else {
        mismatch(a);
      }
      return list;
    }
    case c10::TypeKind::FloatType:
    case c10::TypeKind::NumberType: {
      if (v.tag != DoubleList && v.tag != IntList) mismatch(a);
      c10::impl::GenericList numbers(c10::NumberType::get());
      c10::List<double> floats;
      for (int32_t k = 0; k < v.length; ++k) {
        double d = v.tag == DoubleList ? static_cast<const double*>(v.p)[k]
                                       : static_cast<double>(static_cast<const int64_t*>(v.p)[k]);
        if (p.element == c10::TypeKind::FloatType) floats.push_back(d);
        else numbers.push_back(c10::IValue(d));
      }
      if (p.element == c10::TypeKind::FloatType) return floats;
      return numbers;
    }
    case c10::TypeKind::BoolType: {
      if (v.tag != BoolList) mismatch(a);
      c10::List<bool> list;
      for (int32_t k = 0; k < v.length; ++k) list.push_back(static_cast<const uint8_t*>(v.p)[k] != 0);
      return list;
    }
    case c10::TypeKind::TensorType: {
      if (v.tag != TensorList) mismatch(a);
      auto* handles = static_cast<void**>(v.p);
      if (p.elementOptional) {
        c10::impl::GenericList list(c10::OptionalType::create(c10::TensorType::get()));
        for (int32_t k = 0; k < v.length; ++k)
          list.push_back(handles[k] == nullptr ? c10::IValue() : c10::IValue(borrow(handles[k])));
        return list;
      }
      c10::List<at::Tensor> list;
      list.reserve(v.length);
      for (int32_t k = 0; k < v.length; ++k) {
        if (handles[k] == nullptr) mismatch(a);
        list.push_back(borrow(handles[k]));
      }
      return list;
    }
    default:
      mismatch(a);
  }
}

c10::IValue convert(const Value& v, const Parameter& p, const c10::Argument& a) {
  if (v.tag == None) {
    if (!p.optional) mismatch(a);  // kernels take an undefined tensor on trust
    return c10::IValue();
  }
  switch (p.kind) {
    case c10::TypeKind::TensorType:
      if (v.tag != TensorTag) mismatch(a);
      return borrow(v.p);
    case c10::TypeKind::NumberType:
      if (v.tag == Int) return v.i;
      if (v.tag == Double) return v.d;
      if (v.tag == Bool) return v.i != 0;
      mismatch(a);
    case c10::TypeKind::FloatType:
      if (!isNumber(v)) mismatch(a);
      return number(v);
    case c10::TypeKind::BoolType:
      if (v.tag != Int && v.tag != Bool) mismatch(a);
      return v.i != 0;
    case c10::TypeKind::StringType:
      if (v.tag != String) mismatch(a);
      return std::string(static_cast<const char*>(v.p), v.length);
    case c10::TypeKind::DeviceObjType:
      if (v.tag != DeviceTag) mismatch(a);
      return device(static_cast<int32_t>(v.i), v.length);
    case c10::TypeKind::GeneratorType:
      if (v.tag != GeneratorTag) mismatch(a);
      return *static_cast<at::Generator*>(v.p);
    case c10::TypeKind::ListType:
      return convertList(v, p, a);
    default:  // int, and the enumerations that boxed calls carry as int (dtype, layout, memory format)
      if (v.tag != Int && v.tag != Bool) mismatch(a);
      if (p.scalarType && (v.i < 0 || v.i >= static_cast<int64_t>(c10::ScalarType::Undefined))) mismatch(a);
      return v.i;
  }
}

void giveResult(const c10::IValue& value, Value& out) {
  out.length = 0;
  if (value.isTensor()) {
    out.tag = TensorTag;
    out.p = give(value.toTensor());
  } else if (value.isInt()) {
    out.tag = Int;
    out.i = value.toInt();
  } else if (value.isDouble()) {
    out.tag = Double;
    out.d = value.toDouble();
  } else if (value.isBool()) {
    out.tag = Bool;
    out.i = value.toBool();
  } else if (value.isTensorList()) {
    auto list = value.toTensorVector();
    auto** handles = static_cast<void**>(std::malloc(sizeof(void*) * (list.size() + 1)));
    for (size_t k = 0; k < list.size(); ++k) handles[k] = give(list[k]);
    out.tag = TensorList;
    out.length = static_cast<int32_t>(list.size());
    out.p = handles;
  } else {
    out.tag = None;
    out.p = nullptr;
  }
}

}  // namespace

DOOR void* door_operator(const char* name, const char* overload) {
  Operator* op = nullptr;
  guarded([&] {
    auto handle = c10::Dispatcher::singleton().findSchemaOrThrow(name, overload);
    std::vector<Parameter> parameters;
    for (const auto& argument : handle.schema().arguments()) parameters.push_back(describe(argument));
    op = new Operator{handle, std::move(parameters)};
  });
  return op;
}

DOOR int32_t door_call(void* op, const Value* args, int32_t count, Value* results, int32_t room, int32_t* produced) {
  return guarded([&] {
    auto* target = static_cast<Operator*>(op);
    const auto& arguments = target->handle.schema().arguments();
    if (static_cast<size_t>(count) > arguments.size()) throw std::invalid_argument("too many arguments");
    std::vector<c10::IValue> stack;
    stack.reserve(arguments.size());
    for (size_t k = 0; k < arguments.size(); ++k) {
      if (k < static_cast<size_t>(count)) {
        stack.push_back(convert(args[k], target->parameters[k], arguments[k]));
      } else {
        if (!arguments[k].default_value())
          throw std::invalid_argument("argument '" + arguments[k].name() + "' is missing");
        stack.push_back(*arguments[k].default_value());
      }
    }
    target->handle.callBoxed(&stack);
    *produced = 0;
    for (size_t k = 0; k < stack.size() && *produced < room; ++k) giveResult(stack[k], results[(*produced)++]);
  });
}

DOOR void door_free(void* memory) { std::free(memory); }
